#include "selkie_attention.h"

#include <math.h>

#include "vectorize.h"

/// The first key that the row at `position` sees.
static inline size_t first_visible(size_t position, size_t window) {
    return window != 0 && position + 1 > window ? position + 1 - window : 0;
}

SELKIE_CLONES
void selkie_attention_softmax(float *scores, size_t stride, float scale, size_t first, size_t window, size_t rows,
                              size_t keys) {
    SELKIE_REASSOCIATE
    for (size_t r = 0; r < rows; r++) {
        float *row = scores + r * stride;
        size_t start = first_visible(first + r, window);
        size_t end = first + r + 1 < keys ? first + r + 1 : keys;
        float peak = selkie_largest(row + start, end - start);
        float sum = 0.0f;
        for (size_t i = start; i < end; i++) {
            float e = selkie_exp((row[i] - peak) * scale);
            row[i] = e;
            sum += e;
        }
        float inverse = 1.0f / sum;
        for (size_t i = 0; i < start; i++) row[i] = 0.0f;
        for (size_t i = start; i < end; i++) row[i] *= inverse;
        for (size_t i = end; i < keys; i++) row[i] = 0.0f;
    }
}

SELKIE_CLONES
void selkie_attention_softmax_backward(float *d_probabilities, size_t stride, const float *probabilities, float scale,
                                       size_t rows, size_t keys) {
    SELKIE_REASSOCIATE
    for (size_t r = 0; r < rows; r++) {
        float *restrict d = d_probabilities + r * stride;
        const float *restrict p = probabilities + r * stride;
        float inner = 0.0f;
        for (size_t i = 0; i < keys; i++) inner += p[i] * d[i];
        for (size_t i = 0; i < keys; i++) d[i] = p[i] * (d[i] - inner) * scale;
    }
}

SELKIE_CLONES
void selkie_attention_decode(float *out, const float *query, const selkie_kv_segment *segments, size_t segment_count,
                             size_t key_offset, float scale, size_t window, size_t heads, size_t head_width,
                             float *scratch) {
    SELKIE_REASSOCIATE
    size_t total = 0;
    for (size_t s = 0; s < segment_count; s++) total += segments[s].count;
    size_t visible = first_visible(total - 1, window);
    size_t base = 0;
    for (size_t s = 0; s < segment_count; s++) {
        const float *keys = segments[s].keys + key_offset;
        for (size_t t = visible > base ? visible - base : 0; t < segments[s].count; t++) {
            const float *key = keys + t * segments[s].stride;
            for (size_t h = 0; h < heads; h++) {
                const float *q = query + h * head_width;
                float dot = 0.0f;
                for (size_t i = 0; i < head_width; i++) dot += q[i] * key[i];
                scratch[h * total + base + t] = dot;
            }
        }
        base += segments[s].count;
    }
    for (size_t h = 0; h < heads; h++) {
        float *row = scratch + h * total;
        float peak = selkie_largest(row + visible, total - visible);
        float sum = 0.0f;
        for (size_t i = visible; i < total; i++) {
            float e = selkie_exp((row[i] - peak) * scale);
            row[i] = e;
            sum += e;
        }
        float inverse = 1.0f / sum;
        for (size_t i = visible; i < total; i++) row[i] *= inverse;
        for (size_t i = 0; i < head_width; i++) out[h * head_width + i] = 0.0f;
    }
    base = 0;
    for (size_t s = 0; s < segment_count; s++) {
        const float *values = segments[s].values + key_offset;
        for (size_t t = visible > base ? visible - base : 0; t < segments[s].count; t++) {
            const float *value = values + t * segments[s].stride;
            for (size_t h = 0; h < heads; h++) {
                float weight = scratch[h * total + base + t];
                float *restrict o = out + h * head_width;
                for (size_t i = 0; i < head_width; i++) o[i] += weight * value[i];
            }
        }
        base += segments[s].count;
    }
}
