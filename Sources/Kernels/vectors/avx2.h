// Vectors of eight floats: AVX2, FMA and F16C.
#ifndef SELKIE_VECTORS_AVX2_H
#define SELKIE_VECTORS_AVX2_H

#include "vectors/inline.h"

typedef __m256 vec;

enum {
    /// Floats of a vector.
    lanes = 8,
    /// Rows whose sums over one tile stay in registers: eight of sixteen, since decoding needs some too.
    few_rows = 4,
    /// Up to so many of them the scale of a group is applied to its sum, and not to each element.
    factored_rows = 4,
    /// Sums at once that hide how long a multiply-add takes.
    busy_sums = 8,
    /// Up to so many rows of x each block decodes the tile anew; more rows have it decoded once for all.
    direct_rows = 20,
    /// Rows and vectors of a block of a product with decoded weights.
    block_rows = 6,
    block_vectors = 2,
    /// Rows and vectors of a tile of a thin product, and columns of one with b transposed.
    thin_rows = 6,
    thin_vectors = 2,
    dot_rows = 3,
    dot_columns = 4,
    /// Vectors of a head that attention keeps in registers.
    head_vectors = 8,
    /// Sums that keep every multiplier busy.
    probe_sums = 12,
    /// Rows and steps that are turned at once.
    square = 8,
};

/// Each number of rows up to few_rows, and up to block_rows.
#define EACH_FEW_ROWS(X) X(1) X(2) X(3) X(4)
#define EACH_BLOCK_ROWS(X) X(1) X(2) X(3) X(4) X(5) X(6)

INLINE vec v_zero(void) { return _mm256_setzero_ps(); }
INLINE vec v_set1(float x) { return _mm256_set1_ps(x); }
INLINE vec v_load(const float *p) { return _mm256_load_ps(p); }
INLINE vec v_loadu(const float *p) { return _mm256_loadu_ps(p); }
INLINE void v_store(float *p, vec v) { _mm256_store_ps(p, v); }
INLINE void v_storeu(float *p, vec v) { _mm256_storeu_ps(p, v); }
INLINE vec v_add(vec a, vec b) { return _mm256_add_ps(a, b); }
INLINE vec v_mul(vec a, vec b) { return _mm256_mul_ps(a, b); }
INLINE vec v_fma(vec a, vec b, vec c) { return _mm256_fmadd_ps(a, b, c); }
INLINE void v_prefetch(const void *p) { _mm_prefetch((const char *)p, _MM_HINT_T0); }
INLINE void v_prefetch_far(const void *p) { _mm_prefetch((const char *)p, _MM_HINT_T1); }

INLINE __m256i first_lanes(size_t count) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

/// The first `count` floats, zero in the other lanes; nothing beyond is read.
INLINE vec v_load_first(const float *p, size_t count) { return _mm256_maskload_ps(p, first_lanes(count)); }
INLINE void v_store_first(float *p, vec v, size_t count) { _mm256_maskstore_ps(p, first_lanes(count), v); }

/// The sums of four vectors.
INLINE void v_sums(float out[4], vec a, vec b, vec c, vec d) {
    const __m256 all = _mm256_hadd_ps(_mm256_hadd_ps(a, b), _mm256_hadd_ps(c, d));
    _mm_storeu_ps(out, _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1)));
}

/// Step `k` of a word of nibbles, in the lanes of vector `v` of the tile.
INLINE vec v_nibbles(const uint8_t *word, const int v, const int k) {
    __m256i codes = _mm256_srli_epi32(_mm256_load_si256((const __m256i *)word + v), 4 * k);
    if (k < 7) codes = _mm256_and_si256(codes, _mm256_set1_epi32(15));
    return _mm256_cvtepi32_ps(codes);
}

/// Steps of one lane of nibbles: those of vector `v` of the sixteen from `words` on.
INLINE vec v_nibbles_of_lane(const uint8_t *words, const int v, size_t lane) {
    int32_t word;
    memcpy(&word, words + v * 64 + lane * 4, sizeof word);
    const __m256i shifts = _mm256_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28);
    return _mm256_cvtepi32_ps(
        _mm256_and_si256(_mm256_srlv_epi32(_mm256_set1_epi32(word), shifts), _mm256_set1_epi32(15)));
}

/// Bytes with sign, halves and bfloats as floats, one a lane.
INLINE vec v_bytes(const uint8_t *at) {
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)at)));
}
INLINE vec v_halves(const uint8_t *at) { return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)at)); }
INLINE vec v_bfloats(const uint8_t *at) {
    const __m256i wide = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)at));
    return _mm256_castsi256_ps(_mm256_slli_epi32(wide, 16));
}

/// out[k * count + r] = in[r * stride + k] for up to eight rows and eight steps: lanes change places in three rounds.
INLINE void v_turn(float *out, size_t count, const float *in, size_t stride, size_t rows) {
    __m256 a[square], b[square];
    _Pragma("unroll") for (size_t r = 0; r < square; r++) a[r] = r < rows ? v_loadu(in + r * stride) : v_zero();
    _Pragma("unroll") for (int i = 0; i < square; i += 2) {
        b[i] = _mm256_unpacklo_ps(a[i], a[i + 1]);
        b[i + 1] = _mm256_unpackhi_ps(a[i], a[i + 1]);
    }
    // Now a[4 * j + k] holds steps k and k + 4 of rows 4 * j ..., one in each half.
    _Pragma("unroll") for (int i = 0; i < square; i += 4) {
        a[i] = _mm256_shuffle_ps(b[i], b[i + 2], 0x44);
        a[i + 1] = _mm256_shuffle_ps(b[i], b[i + 2], 0xEE);
        a[i + 2] = _mm256_shuffle_ps(b[i + 1], b[i + 3], 0x44);
        a[i + 3] = _mm256_shuffle_ps(b[i + 1], b[i + 3], 0xEE);
    }
    vec columns[square];
    _Pragma("unroll") for (int k = 0; k < 4; k++) {
        columns[k] = _mm256_permute2f128_ps(a[k], a[k + 4], 0x20);
        columns[k + 4] = _mm256_permute2f128_ps(a[k], a[k + 4], 0x31);
    }
    // Lanes beyond the last row are written over by the next step, those of the last step alone must not be written:
    // stores under a mask are slow on some processors.
    _Pragma("unroll") for (size_t k = 0; k < square; k++) {
        if (rows == count && k + 1 < square && count * (square - k) >= square) {
            v_storeu(out + k * count, columns[k]);
        } else {
            v_store_first(out + k * count, columns[k], rows);
        }
    }
}

#endif
