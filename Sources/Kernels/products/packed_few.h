/// One tile times one block of few rows; c is [rows, columns] with at most sixteen columns.
typedef struct tile_product {
    float *c;
    size_t c_stride;
    /// x as [steps, rows], and its sums as [steps / packed_sum_steps, rows].
    const float *panel, *sums;
    const uint8_t *tile;
    selkie_packed_layout layout;
    size_t columns, steps;
    int accumulate;
} tile_product;

enum {
    /// Vectors of a tile.
    tile_vectors = selkie_tile_width / lanes,
    /// Bytes of a weight that are fetched ahead: hardware stops at the end of each page.
    prefetch_distance = 4096,
};

/// The codes of step `k` of a word as floats, in the lanes of vector `v` of the tile.
INLINE vec codes_of_step(const uint8_t *word, const int v, const int k, const selkie_code code) {
    if (packed_is_nibble(code)) return v_nibbles(word, v, k);
    if (code == SELKIE_CODE_HALF) return v_halves(word + k * 32 + v * lanes * 2);
    if (code == SELKIE_CODE_BFLOAT) return v_bfloats(word + k * 32 + v * lanes * 2);
    return v_bytes(word + k * 16 + v * lanes);
}

/// What a group adds to its scaled codes.
INLINE vec offset_of(const float *factors, vec scale, const int v, const selkie_code code) {
    if (packed_has_offsets(code)) return v_load(factors + selkie_tile_width + v * lanes);
    return packed_is_nibble(code) ? v_mul(scale, v_set1(-(float)packed_nibble_zero)) : v_zero();
}

/// The weights of a step.
INLINE vec weights_of(vec codes, vec scale, vec offset, const selkie_code code) {
    if (!packed_has_scales(code)) return codes;
    if (code == SELKIE_CODE_BYTE) return v_mul(codes, scale);
    return v_fma(codes, scale, offset);
}

/// Fetches what lies a page further.
INLINE void fetch_ahead(const uint8_t *group, size_t bytes) {
    for (size_t line = 0; line < bytes; line += 64) v_prefetch(group + prefetch_distance + line);
}

/// Whether sums wait for their group's scale: it then costs one multiply-add for each sum of the group in place of one
/// for each element.
INLINE int is_factored(const int rows, const selkie_code code) {
    return packed_has_scales(code) && rows <= factored_rows;
}

/// The scaled sums of a group: total += scale * sum + offset * (the sum of x).
INLINE vec scaled_sum(vec total, vec sum, vec scale, const float *factors, const float *sums, const tile_product *p,
                      const int v, const int rows, const selkie_code code) {
    if (code != SELKIE_CODE_BYTE) {
        float x = 0.0f;
        for (size_t k = 0; k < p->layout.group / packed_sum_steps; k++) x += sums[k * (size_t)rows];
        if (packed_has_offsets(code)) {
            total = v_fma(v_load(factors + selkie_tile_width + v * lanes), v_set1(x), total);
        } else {
            sum = v_add(sum, v_set1(-(float)packed_nibble_zero * x));
        }
    }
    return v_fma(sum, scale, total);
}

/// `rows` and `code` are constants where it is called. Few rows have several sums each, since a sum that waits for
/// itself would leave the multipliers idle.
INLINE void multiply_few(const tile_product *p, const int rows, const selkie_code code) {
    const int width = rows * tile_vectors;
    const int chains = 4 * width <= busy_sums ? 4 : 2 * width <= busy_sums ? 2 : 1;
    vec total[few_rows][tile_vectors], sum[few_rows][tile_vectors][4];
    _Pragma("unroll") for (int r = 0; r < rows; r++) {
        _Pragma("unroll") for (int v = 0; v < tile_vectors; v++) {
            total[r][v] = v_zero();
            _Pragma("unroll") for (int chain = 0; chain < chains; chain++) sum[r][v][chain] = v_zero();
        }
    }
    const selkie_packed_layout layout = {.code = code, .group = p->layout.group};
    const uint8_t *group = p->tile;
    const float *x = p->panel, *sums = p->sums;
    for (size_t done = 0; done < p->steps; done += layout.group) {
        const float *factors = (const float *)group;
        fetch_ahead(group, packed_group_bytes(layout));
        group += packed_codes_at(code);
        vec scale[tile_vectors], offset[tile_vectors];
        if (packed_has_scales(code) && !is_factored(rows, code)) {
            _Pragma("unroll") for (int v = 0; v < tile_vectors; v++) {
                scale[v] = v_load(factors + v * lanes);
                offset[v] = offset_of(factors, scale[v], v, code);
            }
        }
        for (size_t step = 0; step < layout.group; step += packed_word_steps, x += packed_word_steps * rows) {
            _Pragma("unroll") for (int k = 0; k < packed_word_steps; k++) {
                vec weights[tile_vectors];
                _Pragma("unroll") for (int v = 0; v < tile_vectors; v++) {
                    weights[v] = codes_of_step(group, v, k, code);
                    if (packed_has_scales(code) && !is_factored(rows, code)) {
                        weights[v] = weights_of(weights[v], scale[v], offset[v], code);
                    }
                }
                _Pragma("unroll") for (int r = 0; r < rows; r++) {
                    const vec value = v_set1(x[k * rows + r]);
                    _Pragma("unroll") for (int v = 0; v < tile_vectors; v++) {
                        sum[r][v][k % chains] = v_fma(weights[v], value, sum[r][v][k % chains]);
                    }
                }
            }
            group += packed_word_steps * packed_step_bytes(code);
        }
        if (!is_factored(rows, code)) continue;
        _Pragma("unroll") for (int v = 0; v < tile_vectors; v++) {
            const vec group_scale = v_load(factors + v * lanes);
            _Pragma("unroll") for (int r = 0; r < rows; r++) {
                vec all = sum[r][v][0];
                _Pragma("unroll") for (int chain = 1; chain < chains; chain++) all = v_add(all, sum[r][v][chain]);
                total[r][v] = scaled_sum(total[r][v], all, group_scale, factors, sums + r, p, v, rows, code);
                _Pragma("unroll") for (int chain = 0; chain < chains; chain++) sum[r][v][chain] = v_zero();
            }
        }
        sums += layout.group / packed_sum_steps * rows;
    }
    _Pragma("unroll") for (int r = 0; r < rows; r++) {
        _Pragma("unroll") for (int v = 0; v < tile_vectors; v++) {
            if (!is_factored(rows, code)) {
                _Pragma("unroll") for (int chain = 0; chain < chains; chain++) {
                    total[r][v] = v_add(total[r][v], sum[r][v][chain]);
                }
            }
            const size_t first = (size_t)v * lanes;
            if (first >= p->columns) continue;
            float *out = p->c + (size_t)r * p->c_stride + first;
            const size_t kept = p->columns - first < lanes ? p->columns - first : lanes;
            store_sums(out, total[r][v], kept, p->accumulate);
        }
    }
}

/// One function for each code and number of rows, so that sums stay in registers.
#define FEW(rows)                                                                                                    \
    static void few_nibble_##rows(const tile_product *p) { multiply_few(p, rows, SELKIE_CODE_NIBBLE); }               \
    static void few_nibble_offset_##rows(const tile_product *p) { multiply_few(p, rows, SELKIE_CODE_NIBBLE_OFFSET); } \
    static void few_byte_##rows(const tile_product *p) { multiply_few(p, rows, SELKIE_CODE_BYTE); }                   \
    static void few_byte_offset_##rows(const tile_product *p) { multiply_few(p, rows, SELKIE_CODE_BYTE_OFFSET); }     \
    static void few_half_##rows(const tile_product *p) { multiply_few(p, rows, SELKIE_CODE_HALF); }                   \
    static void few_bfloat_##rows(const tile_product *p) { multiply_few(p, rows, SELKIE_CODE_BFLOAT); }
EACH_FEW_ROWS(FEW)

/// [rows - 1][code].
static void (*const few[few_rows][selkie_code_count])(const tile_product *) = {
#define FEW_OF(rows)                                                      \
    {[SELKIE_CODE_NIBBLE] = few_nibble_##rows,                            \
     [SELKIE_CODE_NIBBLE_OFFSET] = few_nibble_offset_##rows,              \
     [SELKIE_CODE_BYTE] = few_byte_##rows,                                \
     [SELKIE_CODE_BYTE_OFFSET] = few_byte_offset_##rows,                  \
     [SELKIE_CODE_HALF] = few_half_##rows,                                \
     [SELKIE_CODE_BFLOAT] = few_bfloat_##rows},
    EACH_FEW_ROWS(FEW_OF)
};
