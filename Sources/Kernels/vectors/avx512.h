// Vectors of sixteen floats: AVX-512.
#ifndef SELKIE_VECTORS_AVX512_H
#define SELKIE_VECTORS_AVX512_H

#include "vectors/inline.h"

typedef __m512 vec;

// What each number decides is said in avx2.h.
enum {
    lanes = 16,
    few_rows = 24,
    factored_rows = 8,
    direct_rows = 48,
    block_rows = 12,
    busy_sums = 12,
    block_vectors = 2,
    thin_rows = 6,
    thin_vectors = 4,
    dot_rows = 6,
    dot_columns = 4,
    head_vectors = 8,
    probe_sums = 12,
    square = 16,
};

#define EACH_BLOCK_ROWS(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12)
#define EACH_FEW_ROWS(X) \
    EACH_BLOCK_ROWS(X) X(13) X(14) X(15) X(16) X(17) X(18) X(19) X(20) X(21) X(22) X(23) X(24)

INLINE vec v_zero(void) { return _mm512_setzero_ps(); }
INLINE vec v_set1(float x) { return _mm512_set1_ps(x); }
INLINE vec v_load(const float *p) { return _mm512_load_ps(p); }
INLINE vec v_loadu(const float *p) { return _mm512_loadu_ps(p); }
INLINE void v_store(float *p, vec v) { _mm512_store_ps(p, v); }
INLINE void v_storeu(float *p, vec v) { _mm512_storeu_ps(p, v); }
INLINE vec v_add(vec a, vec b) { return _mm512_add_ps(a, b); }
INLINE vec v_mul(vec a, vec b) { return _mm512_mul_ps(a, b); }
INLINE vec v_fma(vec a, vec b, vec c) { return _mm512_fmadd_ps(a, b, c); }
INLINE void v_prefetch(const void *p) { _mm_prefetch((const char *)p, _MM_HINT_T0); }
INLINE void v_prefetch_far(const void *p) { _mm_prefetch((const char *)p, _MM_HINT_T1); }

INLINE __mmask16 first_lanes(size_t count) { return (__mmask16)((1u << count) - 1); }

INLINE vec v_load_first(const float *p, size_t count) { return _mm512_maskz_loadu_ps(first_lanes(count), p); }
INLINE void v_store_first(float *p, vec v, size_t count) { _mm512_mask_storeu_ps(p, first_lanes(count), v); }

/// The sums of four vectors.
INLINE void v_sums(float out[4], vec a, vec b, vec c, vec d) {
    const __m256 a8 = _mm256_add_ps(_mm512_castps512_ps256(a), _mm512_extractf32x8_ps(a, 1));
    const __m256 b8 = _mm256_add_ps(_mm512_castps512_ps256(b), _mm512_extractf32x8_ps(b, 1));
    const __m256 c8 = _mm256_add_ps(_mm512_castps512_ps256(c), _mm512_extractf32x8_ps(c, 1));
    const __m256 d8 = _mm256_add_ps(_mm512_castps512_ps256(d), _mm512_extractf32x8_ps(d, 1));
    const __m256 all = _mm256_hadd_ps(_mm256_hadd_ps(a8, b8), _mm256_hadd_ps(c8, d8));
    _mm_storeu_ps(out, _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1)));
}

/// The float of each lane's lowest four bits; what stands above them is not looked at.
INLINE vec float_of_nibbles(__m512i codes) {
    const __m512 digits = _mm512_set_ps(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    return _mm512_permutexvar_ps(codes, digits);
}

/// Step `k` of a word of nibbles, all lanes of the tile.
INLINE vec v_nibbles(const uint8_t *word, const int v, const int k) {
    (void)v;
    return float_of_nibbles(_mm512_srli_epi32(_mm512_load_si512(word), 4 * k));
}

/// Steps of one lane of nibbles: the sixteen from `words` on.
INLINE vec v_nibbles_of_lane(const uint8_t *words, const int v, size_t lane) {
    (void)v;
    int32_t pair[2];
    memcpy(&pair[0], words + lane * 4, sizeof pair[0]);
    memcpy(&pair[1], words + 64 + lane * 4, sizeof pair[1]);
    const __m512i shifts = _mm512_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28, 0, 4, 8, 12, 16, 20, 24, 28);
    const __m512i both = _mm512_mask_set1_epi32(_mm512_set1_epi32(pair[0]), 0xFF00, pair[1]);
    return float_of_nibbles(_mm512_srlv_epi32(both, shifts));
}

/// Bytes with sign, halves and bfloats as floats, one a lane.
INLINE vec v_bytes(const uint8_t *at) {
    return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)at)));
}
INLINE vec v_halves(const uint8_t *at) { return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)at)); }
INLINE vec v_bfloats(const uint8_t *at) {
    const __m512i wide = _mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)at));
    return _mm512_castsi512_ps(_mm512_slli_epi32(wide, 16));
}

/// out[k * count + r] = in[r * stride + k] for up to sixteen rows and sixteen steps: lanes change places in registers,
/// in four rounds of sixteen shuffles.
INLINE void v_turn(float *out, size_t count, const float *in, size_t stride, size_t rows) {
    __m512 a[square], b[square];
    _Pragma("unroll") for (size_t r = 0; r < square; r++) a[r] = r < rows ? v_loadu(in + r * stride) : v_zero();
    _Pragma("unroll") for (int i = 0; i < square; i += 2) {
        b[i] = _mm512_unpacklo_ps(a[i], a[i + 1]);
        b[i + 1] = _mm512_unpackhi_ps(a[i], a[i + 1]);
    }
    // From here on a[4 * j + k] holds step 4 * lane + k of rows 4 * j ..., a quarter of the register for each lane.
    _Pragma("unroll") for (int i = 0; i < square; i += 4) {
        const __m512d low[2] = {_mm512_castps_pd(b[i]), _mm512_castps_pd(b[i + 2])};
        const __m512d high[2] = {_mm512_castps_pd(b[i + 1]), _mm512_castps_pd(b[i + 3])};
        a[i] = _mm512_castpd_ps(_mm512_unpacklo_pd(low[0], low[1]));
        a[i + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(low[0], low[1]));
        a[i + 2] = _mm512_castpd_ps(_mm512_unpacklo_pd(high[0], high[1]));
        a[i + 3] = _mm512_castpd_ps(_mm512_unpackhi_pd(high[0], high[1]));
    }
    const __mmask16 kept = first_lanes(rows);
    _Pragma("unroll") for (int k = 0; k < 4; k++) {
        const __m512 even[2] = {_mm512_shuffle_f32x4(a[k], a[k + 4], 0x88),
                                _mm512_shuffle_f32x4(a[k + 8], a[k + 12], 0x88)};
        const __m512 odd[2] = {_mm512_shuffle_f32x4(a[k], a[k + 4], 0xDD),
                               _mm512_shuffle_f32x4(a[k + 8], a[k + 12], 0xDD)};
        _mm512_mask_storeu_ps(out + (size_t)k * count, kept, _mm512_shuffle_f32x4(even[0], even[1], 0x88));
        _mm512_mask_storeu_ps(out + (size_t)(k + 4) * count, kept, _mm512_shuffle_f32x4(odd[0], odd[1], 0x88));
        _mm512_mask_storeu_ps(out + (size_t)(k + 8) * count, kept, _mm512_shuffle_f32x4(even[0], even[1], 0xDD));
        _mm512_mask_storeu_ps(out + (size_t)(k + 12) * count, kept, _mm512_shuffle_f32x4(odd[0], odd[1], 0xDD));
    }
}

#endif
