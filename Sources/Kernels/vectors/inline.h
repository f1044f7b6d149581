// What the vectors of all paths share.
#ifndef SELKIE_VECTORS_INLINE_H
#define SELKIE_VECTORS_INLINE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// A function that is compiled where it is called, with the constants that it is called with.
#define INLINE static inline __attribute__((always_inline))

#endif
