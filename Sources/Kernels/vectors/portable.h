// Vectors of four floats from the compiler alone.
#ifndef SELKIE_VECTORS_PORTABLE_H
#define SELKIE_VECTORS_PORTABLE_H

#include "vectors/four.h"

// What each number decides is said in avx2.h. Where registers are many, more sums stay in them.
enum {
#if defined(__x86_64__)
    few_rows = 2,
    block_rows = 2,
    thin_rows = 2,
    dot_rows = 2,
    head_vectors = 8,
    probe_sums = 12,
#else
    few_rows = 6,
    block_rows = 6,
    thin_rows = 6,
    dot_rows = 4,
    head_vectors = 16,
    probe_sums = 24,
#endif
    factored_rows = few_rows,
    direct_rows = 2 * few_rows,
    busy_sums = 8,
    block_vectors = 4,
    thin_vectors = 4,
    dot_columns = 4,
};

#if defined(__x86_64__)
#define EACH_FEW_ROWS(X) X(1) X(2)
#else
#define EACH_FEW_ROWS(X) X(1) X(2) X(3) X(4) X(5) X(6)
#endif
#define EACH_BLOCK_ROWS EACH_FEW_ROWS

INLINE vec v_fma(vec a, vec b, vec c) {
    _Pragma("clang fp contract(fast)")
    return a * b + c;
}

/// Steps of one lane of nibbles: those of vector `v` of the sixteen from `words` on.
INLINE vec v_nibbles_of_lane(const uint8_t *words, const int v, size_t lane) {
    uint16_t four;
    memcpy(&four, words + v / 2 * 64 + lane * 4 + v % 2 * 2, sizeof four);
    return (vec){(float)(four & 15), (float)(four >> 4 & 15), (float)(four >> 8 & 15), (float)(four >> 12)};
}

/// Halves as floats, one a lane, whether or not the processor takes subnormal numbers for zero.
INLINE vec v_halves(const uint8_t *at) {
    typedef uint16_t shorts __attribute__((vector_size(8), aligned(1)));
    const ints halves = __builtin_convertvector(*(const shorts *)at, ints);
    const ints magnitude = halves & 0x7FFF, sign = (halves & 0x8000) << 16;
    const ints normal = (magnitude << 13) + ((127 - 15) << 23);
    const ints subnormal = (ints)(__builtin_convertvector(magnitude, vec) * v_set1(0x1p-24f));
    const ints is_normal = magnitude >= 0x0400;
    return (vec)(sign | (normal & is_normal) | (subnormal & ~is_normal));
}

#endif
