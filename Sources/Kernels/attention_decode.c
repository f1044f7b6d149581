#include <string.h>

#include "avx512.h"
#include "selkie_attention.h"
#include "vectorize.h"
#include "visible.h"

/// One query head over one run of keys: scores[t] = query · keys[t].
typedef void score_function(float *scores, const float *query, const float *keys, size_t stride, size_t count,
                            size_t head_width);

/// out += weights[t] * values[t] over one run of values.
typedef void value_function(float *out, const float *weights, const float *values, size_t stride, size_t count,
                            size_t head_width);

SELKIE_CLONES static void score_portable(float *scores, const float *query, const float *keys, size_t stride,
                                         size_t count, size_t head_width) {
    SELKIE_REASSOCIATE
    for (size_t t = 0; t < count; t++) {
        const float *key = keys + t * stride;
        float dot = 0.0f;
        for (size_t i = 0; i < head_width; i++) dot += query[i] * key[i];
        scores[t] = dot;
    }
}

SELKIE_CLONES static void value_portable(float *out, const float *weights, const float *values, size_t stride,
                                         size_t count, size_t head_width) {
    for (size_t t = 0; t < count; t++) {
        const float *value = values + t * stride;
        for (size_t i = 0; i < head_width; i++) out[i] += weights[t] * value[i];
    }
}

#if defined(__x86_64__)

/// `vectors` is a constant where it is called. Four keys at a time share the cost of summing across lanes.
AVX512 INLINE void score_vectors(float *scores, const float *query, const float *keys, size_t stride, size_t count,
                                 const int vectors) {
    size_t t = 0;
    for (; t + 4 <= count; t += 4) {
        const float *key = keys + t * stride;
        __m512 sum[4];
        for (int k = 0; k < 4; k++) sum[k] = _mm512_setzero_ps();
        _Pragma("unroll") for (int i = 0; i < vectors; i++) {
            const __m512 q = _mm512_loadu_ps(query + 16 * i);
            _Pragma("unroll") for (int k = 0; k < 4; k++) {
                sum[k] = _mm512_fmadd_ps(q, _mm512_loadu_ps(key + (size_t)k * stride + 16 * i), sum[k]);
            }
        }
        _mm_storeu_ps(scores + t, sums_of_four(sum[0], sum[1], sum[2], sum[3]));
    }
    for (; t < count; t++) {
        __m512 sum = _mm512_setzero_ps();
        _Pragma("unroll") for (int i = 0; i < vectors; i++) {
            sum = _mm512_fmadd_ps(_mm512_loadu_ps(query + 16 * i), _mm512_loadu_ps(keys + t * stride + 16 * i), sum);
        }
        scores[t] = _mm512_reduce_add_ps(sum);
    }
}

/// `vectors` is a constant where it is called. Two sums for each part of a head, since one would wait for itself.
AVX512 INLINE void value_vectors(float *out, const float *weights, const float *values, size_t stride, size_t count,
                                 const int vectors) {
    __m512 even[8], odd[8];
    _Pragma("unroll") for (int i = 0; i < vectors; i++) {
        even[i] = _mm512_loadu_ps(out + 16 * i);
        odd[i] = _mm512_setzero_ps();
    }
    size_t t = 0;
    for (; t + 2 <= count; t += 2) {
        const float *value = values + t * stride;
        const __m512 first = _mm512_set1_ps(weights[t]), second = _mm512_set1_ps(weights[t + 1]);
        _Pragma("unroll") for (int i = 0; i < vectors; i++) {
            even[i] = _mm512_fmadd_ps(first, _mm512_loadu_ps(value + 16 * i), even[i]);
            odd[i] = _mm512_fmadd_ps(second, _mm512_loadu_ps(value + stride + 16 * i), odd[i]);
        }
    }
    if (t < count) {
        const __m512 last = _mm512_set1_ps(weights[t]);
        _Pragma("unroll") for (int i = 0; i < vectors; i++) {
            even[i] = _mm512_fmadd_ps(last, _mm512_loadu_ps(values + t * stride + 16 * i), even[i]);
        }
    }
    _Pragma("unroll") for (int i = 0; i < vectors; i++) {
        _mm512_storeu_ps(out + 16 * i, _mm512_add_ps(even[i], odd[i]));
    }
}

#define SIZED(width)                                                                                                  \
    AVX512 static void score_##width(float *scores, const float *query, const float *keys, size_t stride,              \
                                     size_t count, size_t head_width) {                                                \
        (void)head_width;                                                                                              \
        score_vectors(scores, query, keys, stride, count, (width) / 16);                                               \
    }                                                                                                                  \
    AVX512 static void value_##width(float *out, const float *weights, const float *values, size_t stride,             \
                                     size_t count, size_t head_width) {                                                \
        (void)head_width;                                                                                              \
        value_vectors(out, weights, values, stride, count, (width) / 16);                                              \
    }
SIZED(64)
SIZED(128)

static score_function *score_of(size_t head_width) {
    if (!selkie_has_avx512()) return score_portable;
    return head_width == 64 ? score_64 : head_width == 128 ? score_128 : score_portable;
}

static value_function *value_of(size_t head_width) {
    if (!selkie_has_avx512()) return value_portable;
    return head_width == 64 ? value_64 : head_width == 128 ? value_128 : value_portable;
}

#else

static score_function *score_of(size_t head_width) {
    (void)head_width;
    return score_portable;
}

static value_function *value_of(size_t head_width) {
    (void)head_width;
    return value_portable;
}

#endif

/// Probabilities of some scores, in place.
SELKIE_CLONES static void normalise(float *scores, float scale, size_t count) {
    SELKIE_REASSOCIATE
    const float peak = selkie_largest(scores, count);
    float sum = 0.0f;
    for (size_t i = 0; i < count; i++) {
        const float e = selkie_exp((scores[i] - peak) * scale);
        scores[i] = e;
        sum += e;
    }
    const float inverse = 1.0f / sum;
    for (size_t i = 0; i < count; i++) scores[i] *= inverse;
}

void selkie_attention_decode(float *out, const float *query, const selkie_kv_segment *segments, size_t segment_count,
                             size_t key_offset, float scale, size_t window, size_t heads, size_t head_width,
                             float *scratch) {
    size_t total = 0;
    for (size_t s = 0; s < segment_count; s++) total += segments[s].count;
    const size_t visible = first_visible(total - 1, window);
    score_function *const score = score_of(head_width);
    value_function *const value = value_of(head_width);
    memset(out, 0, heads * head_width * sizeof(float));
    for (size_t h = 0; h < heads; h++) {
        float *row = scratch + h * total;
        size_t base = 0;
        for (size_t s = 0; s < segment_count; base += segments[s++].count) {
            const size_t first = visible > base ? visible - base : 0;
            if (first >= segments[s].count) continue;
            score(row + base + first, query + h * head_width, segments[s].keys + key_offset + first * segments[s].stride,
                  segments[s].stride, segments[s].count - first, head_width);
        }
        normalise(row + visible, scale, total - visible);
        base = 0;
        for (size_t s = 0; s < segment_count; base += segments[s++].count) {
            const size_t first = visible > base ? visible - base : 0;
            if (first >= segments[s].count) continue;
            value(out + h * head_width, row + base + first,
                  segments[s].values + key_offset + first * segments[s].stride, segments[s].stride,
                  segments[s].count - first, head_width);
        }
    }
}
