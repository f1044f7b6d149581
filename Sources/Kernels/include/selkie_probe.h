#ifndef SELKIE_PROBE_H
#define SELKIE_PROBE_H
#include <stddef.h>

/// Multiply-adds in registers, as many as a core can do: what no product can exceed. Returns the operations done (two
/// for each multiply-add); `sink` keeps the result from being optimised away.
double selkie_probe_multiply_adds(size_t rounds, float *sink);

/// Reads memory once, in order: what no product of a single row can exceed. Returns the sum of `count` floats.
float selkie_probe_read(const float *memory, size_t count);
#endif
