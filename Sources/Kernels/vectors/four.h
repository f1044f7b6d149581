// What vectors of four floats share, whichever instructions they are made of: the compiler's own vectors.
#ifndef SELKIE_VECTORS_FOUR_H
#define SELKIE_VECTORS_FOUR_H

#include "half.h"
#include "vectors/inline.h"

typedef float vec __attribute__((vector_size(16)));
typedef float loose_vec __attribute__((vector_size(16), aligned(4)));
typedef int32_t ints __attribute__((vector_size(16)));

enum {
    lanes = 4,
    square = 4,
};

INLINE vec v_set1(float x) { return (vec){x, x, x, x}; }
INLINE vec v_zero(void) { return v_set1(0.0f); }
INLINE vec v_load(const float *p) { return *(const vec *)p; }
INLINE vec v_loadu(const float *p) { return *(const loose_vec *)p; }
INLINE void v_store(float *p, vec v) { *(vec *)p = v; }
INLINE void v_storeu(float *p, vec v) { *(loose_vec *)p = v; }
INLINE vec v_add(vec a, vec b) { return a + b; }
INLINE vec v_mul(vec a, vec b) { return a * b; }
INLINE void v_prefetch(const void *p) { __builtin_prefetch(p, 0, 3); }
INLINE void v_prefetch_far(const void *p) { __builtin_prefetch(p, 0, 2); }

/// The first `count` floats, zero in the other lanes; nothing beyond is read.
INLINE vec v_load_first(const float *p, size_t count) {
    float all[lanes] = {0};
    memcpy(all, p, count * sizeof *p);
    return v_loadu(all);
}
INLINE void v_store_first(float *p, vec v, size_t count) {
    float all[lanes];
    v_storeu(all, v);
    memcpy(p, all, count * sizeof *p);
}

/// Rows of a square of sixteen floats become its columns.
INLINE void turn_four(vec out[4], vec a, vec b, vec c, vec d) {
    const vec ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), AB = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    const vec cd = __builtin_shufflevector(c, d, 0, 4, 1, 5), CD = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    out[0] = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
    out[1] = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
    out[2] = __builtin_shufflevector(AB, CD, 0, 1, 4, 5);
    out[3] = __builtin_shufflevector(AB, CD, 2, 3, 6, 7);
}

/// The sums of four vectors.
INLINE void v_sums(float out[4], vec a, vec b, vec c, vec d) {
    vec columns[4];
    turn_four(columns, a, b, c, d);
    v_storeu(out, (columns[0] + columns[1]) + (columns[2] + columns[3]));
}

/// out[k * count + r] = in[r * stride + k] for up to four rows and four steps.
INLINE void v_turn(float *out, size_t count, const float *in, size_t stride, size_t rows) {
    vec a[square], columns[square];
    _Pragma("unroll") for (size_t r = 0; r < square; r++) a[r] = r < rows ? v_loadu(in + r * stride) : v_zero();
    turn_four(columns, a[0], a[1], a[2], a[3]);
    _Pragma("unroll") for (size_t k = 0; k < square; k++) {
        if (rows == square) {
            v_storeu(out + k * count, columns[k]);
        } else {
            v_store_first(out + k * count, columns[k], rows);
        }
    }
}

/// Step `k` of a word of nibbles, in the lanes of vector `v` of the tile.
INLINE vec v_nibbles(const uint8_t *word, const int v, const int k) {
    const ints codes = *((const ints *)word + v);
    return __builtin_convertvector((codes >> (4 * k)) & 15, vec);
}

/// Bytes with sign as floats, one a lane.
INLINE vec v_bytes(const uint8_t *at) {
    typedef int8_t bytes __attribute__((vector_size(4), aligned(1)));
    return __builtin_convertvector(__builtin_convertvector(*(const bytes *)at, ints), vec);
}

/// Bfloats as floats, one a lane.
INLINE vec v_bfloats(const uint8_t *at) {
    typedef uint16_t shorts __attribute__((vector_size(8), aligned(1)));
    const ints bits = __builtin_convertvector(*(const shorts *)at, ints) << 16;
    return (vec)bits;
}

#endif
