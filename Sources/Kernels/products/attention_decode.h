/// Scores of one query head over one run of keys: scores[t] = query · keys[t]. `vectors` is a constant where it is called.
/// Four keys at a time share the cost of summing across lanes.
INLINE void score_vectors(float *scores, const float *query, const float *keys, size_t stride, size_t count,
                          const int vectors) {
    size_t t = 0;
    for (; t + 4 <= count; t += 4) {
        const float *key = keys + t * stride;
        vec sum[4];
        for (int k = 0; k < 4; k++) sum[k] = v_zero();
        _Pragma("unroll") for (int i = 0; i < vectors; i++) {
            const vec q = v_loadu(query + lanes * i);
            _Pragma("unroll") for (int k = 0; k < 4; k++) {
                sum[k] = v_fma(q, v_loadu(key + (size_t)k * stride + lanes * i), sum[k]);
            }
        }
        v_sums(scores + t, sum[0], sum[1], sum[2], sum[3]);
    }
    for (; t < count; t++) {
        vec sum = v_zero();
        _Pragma("unroll") for (int i = 0; i < vectors; i++) {
            sum = v_fma(v_loadu(query + lanes * i), v_loadu(keys + t * stride + lanes * i), sum);
        }
        float all[4];
        v_sums(all, sum, v_zero(), v_zero(), v_zero());
        scores[t] = all[0];
    }
}

/// out += weights[t] * values[t] over one run of values, for a part of a head that stays in registers: twice where there
/// are enough, since a sum that waits for itself would leave the multipliers idle.
INLINE void value_vectors(float *out, const float *weights, const float *values, size_t stride, size_t count,
                          const int vectors) {
    const int chains = 2 * vectors <= head_vectors ? 2 : 1;
    vec sum[2][head_vectors];
    _Pragma("unroll") for (int i = 0; i < vectors; i++) {
        sum[0][i] = v_loadu(out + lanes * i);
        sum[1][i] = v_zero();
    }
    size_t t = 0;
    for (; t + chains <= count; t += chains) {
        _Pragma("unroll") for (int chain = 0; chain < chains; chain++) {
            const vec weight = v_set1(weights[t + chain]);
            const float *value = values + (t + chain) * stride;
            _Pragma("unroll") for (int i = 0; i < vectors; i++) {
                sum[chain][i] = v_fma(weight, v_loadu(value + lanes * i), sum[chain][i]);
            }
        }
    }
    for (; t < count; t++) {
        _Pragma("unroll") for (int i = 0; i < vectors; i++) {
            sum[0][i] = v_fma(v_set1(weights[t]), v_loadu(values + t * stride + lanes * i), sum[0][i]);
        }
    }
    _Pragma("unroll") for (int i = 0; i < vectors; i++) v_storeu(out + lanes * i, v_add(sum[0][i], sum[1][i]));
}

/// The same for heads of any width, as the compiler makes it.
static void score_any(float *scores, const float *query, const float *keys, size_t stride, size_t count,
                      size_t head_width) {
    SELKIE_REASSOCIATE
    for (size_t t = 0; t < count; t++) {
        const float *key = keys + t * stride;
        float dot = 0.0f;
        for (size_t i = 0; i < head_width; i++) dot += query[i] * key[i];
        scores[t] = dot;
    }
}

static void value_any(float *out, const float *weights, const float *values, size_t stride, size_t count,
                      size_t head_width) {
    for (size_t t = 0; t < count; t++) {
        const float *value = values + t * stride;
        for (size_t i = 0; i < head_width; i++) out[i] += weights[t] * value[i];
    }
}

static void score(float *scores, const float *query, const float *keys, size_t stride, size_t count,
                  size_t head_width) {
    if (head_width == 64) return score_vectors(scores, query, keys, stride, count, 64 / lanes);
    if (head_width == 128) return score_vectors(scores, query, keys, stride, count, 128 / lanes);
    score_any(scores, query, keys, stride, count, head_width);
}

static void value(float *out, const float *weights, const float *values, size_t stride, size_t count,
                  size_t head_width) {
    enum { part = head_vectors * lanes < 64 ? head_vectors * lanes : 64 };
    if (head_width % 64 != 0) return value_any(out, weights, values, stride, count, head_width);
    for (size_t i = 0; i < head_width; i += part) {
        value_vectors(out + i, weights, values + i, stride, count, part / lanes);
    }
}

/// Probabilities of some scores, in place.
static void normalise(float *scores, float scale, size_t count) {
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

static void attention_decode(float *out, const float *query, const selkie_kv_segment *segments, size_t segment_count,
                             size_t key_offset, float scale, size_t window, size_t heads, size_t head_width,
                             float *scratch) {
    size_t total = 0;
    for (size_t s = 0; s < segment_count; s++) total += segments[s].count;
    const size_t visible = first_visible(total - 1, window);
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
