// Memory whose end is guarded: the page behind it can't be touched, so that reading one float too many ends the
// program.
#ifndef VECTORS_MEMORY_H
#define VECTORS_MEMORY_H

#include <stddef.h>

/// Bytes between the end of what is asked for and the guarded page: 0 at first, a multiple of 64 where an emulator
/// reads more than the instructions say.
extern size_t guard_distance;

/// Memory of so many bytes, which ends where its last page does, or at that distance before. Where the number of bytes
/// is a multiple of 64, its address is one, too. As floats its bytes are no numbers.
void *guarded_memory(size_t bytes);

/// Gives all guarded memory back.
void free_guarded_memory(void);

/// Says what is wrong, and ends the program.
_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
