// Vectors of four floats and thirty-two registers of them: 64-bit ARM.
#ifndef SELKIE_VECTORS_NEON_H
#define SELKIE_VECTORS_NEON_H

#include <arm_neon.h>

#include "vectors/four.h"

// What each number decides is said in avx2.h.
enum {
    few_rows = 6,
    factored_rows = 6,
    direct_rows = 12,
    block_rows = 6,
    busy_sums = 16,
    block_vectors = 4,
    thin_rows = 6,
    thin_vectors = 4,
    dot_rows = 6,
    dot_columns = 4,
    head_vectors = 16,
    probe_sums = 24,
};

#define EACH_FEW_ROWS(X) X(1) X(2) X(3) X(4) X(5) X(6)
#define EACH_BLOCK_ROWS(X) X(1) X(2) X(3) X(4) X(5) X(6)

INLINE vec v_fma(vec a, vec b, vec c) { return vfmaq_f32(c, a, b); }

/// Steps of one lane of nibbles: those of vector `v` of the sixteen from `words` on.
INLINE vec v_nibbles_of_lane(const uint8_t *words, const int v, size_t lane) {
    uint32_t word;
    memcpy(&word, words + v / 2 * 64 + lane * 4, sizeof word);
    const int first = v % 2 * -16;
    const int32x4_t shifts = {first, first - 4, first - 8, first - 12};
    return vcvtq_f32_u32(vandq_u32(vshlq_u32(vdupq_n_u32(word), shifts), vdupq_n_u32(15)));
}

/// Halves as floats, one a lane.
INLINE vec v_halves(const uint8_t *at) {
    float16x4_t halves;
    memcpy(&halves, at, sizeof halves);
    return vcvt_f32_f16(halves);
}

#endif
