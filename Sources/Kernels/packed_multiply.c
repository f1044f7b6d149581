#include "avx512.h"
#include "packed_layout.h"
#include "vectorize.h"

/// One tile times one block of rows; c is [rows, columns] with at most sixteen columns.
typedef struct tile_product {
    float *c;
    size_t c_stride;
    const float *panel;
    const uint8_t *tile;
    selkie_packed_layout layout;
    size_t columns, steps;
    int accumulate;
} tile_product;

enum {
    rows_at_once = 4,
    /// Bytes of a weight that are fetched ahead: hardware stops at the end of each page.
    prefetch_distance = 4096,
};

/// Weights of eight steps: [8, 16].
static inline __attribute__((always_inline)) void expand_word(float *weights, const uint8_t *factors,
                                                              const uint8_t *codes, selkie_packed_layout layout) {
    float scales[selkie_tile_width], offsets[selkie_tile_width];
    const size_t bytes = packed_offsets_at(layout);
    memcpy(scales, factors, bytes);
    memcpy(offsets, factors + bytes, bytes);
    for (size_t step = 0; step < packed_word_steps; step++) {
        for (size_t lane = 0; lane < selkie_tile_width; lane++) {
            const uint8_t byte = codes[packed_code_at(layout, step, lane)];
            const int code = layout.bits == 8 ? (int8_t)byte : byte >> (step % 2 * 4) & 15;
            const size_t factor = layout.is_backward ? step : lane;
            weights[step * selkie_tile_width + lane] = scales[factor] * (float)code + offsets[factor];
        }
    }
}

/// sums[row] += x[step, row] * weights[step] for eight steps and some of the rows of a block.
static inline __attribute__((always_inline)) void add_products(float *sums, const float *x, size_t x_stride,
                                                               const float *weights, const size_t rows) {
    SELKIE_REASSOCIATE
    float sum[rows_at_once][selkie_tile_width];
    for (size_t r = 0; r < rows; r++) memcpy(sum[r], sums + r * selkie_tile_width, sizeof sum[r]);
    for (size_t step = 0; step < packed_word_steps; step++) {
        for (size_t r = 0; r < rows; r++) {
            for (size_t lane = 0; lane < selkie_tile_width; lane++) {
                sum[r][lane] += x[step * x_stride + r] * weights[step * selkie_tile_width + lane];
            }
        }
    }
    for (size_t r = 0; r < rows; r++) memcpy(sums + r * selkie_tile_width, sum[r], sizeof sum[r]);
}

SELKIE_CLONES static void multiply_portable(const tile_product *p, size_t rows) {
    float sums[packed_few_rows * selkie_tile_width] = {0};
    const uint8_t *group = p->tile;
    const float *x = p->panel;
    for (size_t done = 0; done < p->steps; done += p->layout.group, group += packed_group_bytes(p->layout)) {
        const uint8_t *codes = group + packed_codes_at(p->layout);
        for (size_t step = 0; step < p->layout.group; step += packed_word_steps, x += packed_word_steps * rows) {
            float weights[packed_word_steps * selkie_tile_width];
            expand_word(weights, group, codes, p->layout);
            codes += packed_word_steps * selkie_tile_width * (size_t)p->layout.bits / 8;
            size_t row = 0;
            for (; row + rows_at_once <= rows; row += rows_at_once) {
                add_products(sums + row * selkie_tile_width, x + row, rows, weights, rows_at_once);
            }
            for (; row < rows; row++) add_products(sums + row * selkie_tile_width, x + row, rows, weights, 1);
        }
    }
    for (size_t row = 0; row < rows; row++) {
        float *out = p->c + row * p->c_stride;
        for (size_t j = 0; j < p->columns; j++) {
            out[j] = sums[row * selkie_tile_width + j] + (p->accumulate ? out[j] : 0.0f);
        }
    }
}

#if defined(__x86_64__)

/// The codes of eight steps as floats, one of the tile's lanes in each lane: step `k` of the word at `at`.
AVX512 INLINE __m512 code_of_step(const uint8_t *at, const int k, const int bits) {
    if (bits == 8) return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_load_si128((const __m128i *)at + k)));
    // The permutation looks at the lowest four bits of a lane alone, so nothing need be masked.
    const __m512 digits = _mm512_set_ps(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    return _mm512_permutexvar_ps(_mm512_srli_epi32(_mm512_load_si512(at), 4 * k), digits);
}

/// The scales (or offsets, from `at` + their distance) of a step: one for each lane forward, one for all backward.
AVX512 INLINE __m512 factor_of_step(const float *at, const int k, const int is_backward) {
    return is_backward ? _mm512_set1_ps(at[k]) : _mm512_load_ps(at);
}

/// The weights of a step.
AVX512 INLINE __m512 weights_of_step(const float *factors, const uint8_t *word, const int k, const int bits,
                                     const int is_backward) {
    const float *offsets = factors + (is_backward ? packed_word_steps : selkie_tile_width);
    return _mm512_fmadd_ps(code_of_step(word, k, bits), factor_of_step(factors, k, is_backward),
                           factor_of_step(offsets, k, is_backward));
}

/// Fetches what lies a page further: hardware stops at the end of each page.
AVX512 INLINE void fetch_ahead(const uint8_t *group, size_t bytes) {
    for (size_t line = 0; line < bytes; line += 64) {
        _mm_prefetch((const char *)group + prefetch_distance + line, _MM_HINT_T0);
    }
}

/// `rows`, `bits` and `is_backward` are constants where it is called. Few rows have several sums each, since a sum that
/// waits for itself would leave the multipliers idle.
AVX512 INLINE void multiply_few(const tile_product *p, const int rows, const int bits, const int is_backward) {
    const int chains = rows == 1 ? 4 : rows <= 4 ? 2 : 1;
    __m512 sum[packed_few_rows][4];
    _Pragma("unroll") for (int r = 0; r < rows; r++) {
        _Pragma("unroll") for (int chain = 0; chain < chains; chain++) sum[r][chain] = _mm512_setzero_ps();
    }
    const selkie_packed_layout layout = {.bits = bits, .group = p->layout.group, .is_backward = is_backward};
    const uint8_t *group = p->tile;
    const float *x = p->panel;
    for (size_t done = 0; done < p->steps; done += layout.group) {
        const float *factors = (const float *)group;
        fetch_ahead(group, packed_group_bytes(layout));
        group += packed_codes_at(layout);
        for (size_t step = 0; step < layout.group; step += packed_word_steps, x += packed_word_steps * rows) {
            _Pragma("unroll") for (int k = 0; k < packed_word_steps; k++) {
                const __m512 weights = weights_of_step(factors, group, k, bits, is_backward);
                _Pragma("unroll") for (int r = 0; r < rows; r++) {
                    const int chain = k % chains;
                    sum[r][chain] = _mm512_fmadd_ps(weights, _mm512_set1_ps(x[k * rows + r]), sum[r][chain]);
                }
            }
            group += packed_word_steps * selkie_tile_width * bits / 8;
        }
    }
    const __mmask16 kept = (__mmask16)((1u << p->columns) - 1);
    _Pragma("unroll") for (int r = 0; r < rows; r++) {
        float *out = p->c + (size_t)r * p->c_stride;
        __m512 value = sum[r][0];
        _Pragma("unroll") for (int chain = 1; chain < chains; chain++) value = _mm512_add_ps(value, sum[r][chain]);
        if (p->accumulate) value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(kept, out));
        _mm512_mask_storeu_ps(out, kept, value);
    }
}

#define EACH_ROW_COUNT(X) \
    X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) \
    X(13) X(14) X(15) X(16) X(17) X(18) X(19) X(20) X(21) X(22) X(23) X(24)
#define SIZED(rows)                                                                                       \
    AVX512 static void forward_4_##rows(const tile_product *p) { multiply_few(p, rows, 4, 0); }        \
    AVX512 static void forward_8_##rows(const tile_product *p) { multiply_few(p, rows, 8, 0); }        \
    AVX512 static void backward_4_##rows(const tile_product *p) { multiply_few(p, rows, 4, 1); }       \
    AVX512 static void backward_8_##rows(const tile_product *p) { multiply_few(p, rows, 8, 1); }
EACH_ROW_COUNT(SIZED)

/// [direction][bits: 4, 8][rows - 1].
static void (*const sized[2][2][packed_few_rows])(const tile_product *) = {
#define F4(rows) forward_4_##rows,
#define F8(rows) forward_8_##rows,
#define B4(rows) backward_4_##rows,
#define B8(rows) backward_8_##rows,
    {{EACH_ROW_COUNT(F4)}, {EACH_ROW_COUNT(F8)}},
    {{EACH_ROW_COUNT(B4)}, {EACH_ROW_COUNT(B8)}},
};

static void multiply_wide(const tile_product *p, size_t rows) {
    sized[p->layout.is_backward][p->layout.bits == 8][rows - 1](p);
}

enum {
    /// Steps whose weights are expanded at once: those of two tiles fill two thirds of the first cache.
    chunk_steps = 256,
    pair_width = 2 * selkie_tile_width,
};

/// Writes the weights of `steps` steps of a tile to every second vector of `weights`.
AVX512 INLINE void expand_chunk(float *weights, const uint8_t *group, size_t steps, size_t group_steps, const int bits,
                                const int is_backward) {
    const selkie_packed_layout layout = {.bits = bits, .group = group_steps, .is_backward = is_backward};
    for (size_t done = 0; done < steps; done += group_steps) {
        const float *factors = (const float *)group;
        fetch_ahead(group, packed_group_bytes(layout));
        group += packed_codes_at(layout);
        for (size_t step = 0; step < group_steps; step += packed_word_steps) {
            _Pragma("unroll") for (int k = 0; k < packed_word_steps; k++) {
                _mm512_store_ps(weights, weights_of_step(factors, group, k, bits, is_backward));
                weights += pair_width;
            }
            group += packed_word_steps * selkie_tile_width * bits / 8;
        }
    }
}

AVX512 static void expand_any(float *weights, const uint8_t *group, size_t steps, selkie_packed_layout layout) {
    if (layout.bits == 4 && !layout.is_backward) expand_chunk(weights, group, steps, layout.group, 4, 0);
    if (layout.bits == 8 && !layout.is_backward) expand_chunk(weights, group, steps, layout.group, 8, 0);
    if (layout.bits == 4 && layout.is_backward) expand_chunk(weights, group, steps, layout.group, 4, 1);
    if (layout.bits == 8 && layout.is_backward) expand_chunk(weights, group, steps, layout.group, 8, 1);
}

/// c (+)= x · weights for one block of rows and two tiles. x: [steps, rows], weights: [steps, 32].
AVX512 INLINE void multiply_expanded(float *c, size_t c_stride, const float *x, const float *weights, size_t steps,
                                     int accumulate, uint32_t kept, const int rows) {
    __m512 sum[packed_block_rows][2];
    // Results are wanted at the end: until then they have time to come from the second cache or from memory.
    _Pragma("unroll") for (int r = 0; r < rows; r++) {
        _mm_prefetch((const char *)(c + (size_t)r * c_stride), _MM_HINT_T0);
        _mm_prefetch((const char *)(c + (size_t)r * c_stride + selkie_tile_width), _MM_HINT_T0);
        sum[r][0] = sum[r][1] = _mm512_setzero_ps();
    }
    for (size_t step = 0; step < steps; step++, x += rows, weights += pair_width) {
        const __m512 left = _mm512_load_ps(weights), right = _mm512_load_ps(weights + selkie_tile_width);
        _Pragma("unroll") for (int r = 0; r < rows; r++) {
            const __m512 value = _mm512_set1_ps(x[r]);
            sum[r][0] = _mm512_fmadd_ps(left, value, sum[r][0]);
            sum[r][1] = _mm512_fmadd_ps(right, value, sum[r][1]);
        }
    }
    _Pragma("unroll") for (int r = 0; r < rows; r++) {
        _Pragma("unroll") for (int t = 0; t < 2; t++) {
            float *out = c + (size_t)r * c_stride + t * selkie_tile_width;
            const __mmask16 mask = (__mmask16)(kept >> (t * selkie_tile_width));
            __m512 value = sum[r][t];
            if (accumulate) value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(mask, out));
            _mm512_mask_storeu_ps(out, mask, value);
        }
    }
}

#define EXPANDED(rows)                                                                                               \
    AVX512 static void expanded_##rows(float *c, size_t c_stride, const float *x, const float *weights, size_t steps, \
                                       int accumulate, uint32_t kept) {                                              \
        multiply_expanded(c, c_stride, x, weights, steps, accumulate, kept, rows);                                   \
    }
#define EACH_BLOCK_SIZE(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12)
EACH_BLOCK_SIZE(EXPANDED)
#define E(rows) expanded_##rows,
static void (*const expanded[packed_block_rows])(float *, size_t, const float *, const float *, size_t, int,
                                                 uint32_t) = {EACH_BLOCK_SIZE(E)};

/// Where the chunk that begins at `start` ends: chunks as even as whole groups allow.
static inline size_t chunk_end(const tile_product *p, size_t start) {
    const size_t left = p->steps - start;
    const size_t chunks = (left + chunk_steps - 1) / chunk_steps;
    const size_t steps = (left / chunks + p->layout.group - 1) / p->layout.group * p->layout.group;
    return start + (chunks == 1 ? left : steps);
}

/// Many rows: weights are expanded once for all of them, a piece at a time that stays in the first cache.
AVX512 static void multiply_many(const tile_product *p, size_t rows) {
    float weights[chunk_steps * pair_width] __attribute__((aligned(64)));
    const size_t tile_bytes = selkie_packed_tile_bytes(p->layout, p->steps);
    const size_t blocks = packed_block_count(rows);
    for (size_t column = 0; column < p->columns; column += pair_width) {
        const uint8_t *tile = p->tile + column / selkie_tile_width * tile_bytes;
        const size_t left = p->columns - column;
        const uint32_t kept = left < pair_width ? (1u << left) - 1 : ~0u;
        for (size_t done = 0, next; done < p->steps; done = next) {
            next = chunk_end(p, done);
            const size_t steps = next - done;
            const size_t offset = done / p->layout.group * packed_group_bytes(p->layout);
            expand_any(weights, tile + offset, steps, p->layout);
            if (left > selkie_tile_width) {
                expand_any(weights + selkie_tile_width, tile + tile_bytes + offset, steps, p->layout);
            } else {
                for (size_t k = 0; k < steps; k++) {
                    memset(weights + k * pair_width + selkie_tile_width, 0, selkie_tile_width * sizeof(float));
                }
            }
            for (size_t block = 0; block < blocks; block++) {
                const size_t first = rows * block / blocks;
                const size_t count = rows * (block + 1) / blocks - first;
                expanded[count - 1](p->c + first * p->c_stride + column, p->c_stride,
                                    p->panel + first * p->steps + done * count, weights, steps,
                                    p->accumulate || done > 0, kept);
            }
        }
    }
}

#else

static void multiply_wide(const tile_product *p, size_t rows) { multiply_portable(p, rows); }

static void multiply_many(const tile_product *p, size_t rows) { multiply_portable(p, rows); }

#endif

/// Cuts a product into tiles and blocks of rows; a tile stays in the first cache while the rows pass by.
static void multiply(tile_product whole, size_t rows, void (*multiply_tile)(const tile_product *, size_t)) {
    const size_t tile_bytes = selkie_packed_tile_bytes(whole.layout, whole.steps);
    const size_t blocks = packed_block_count(rows);
    for (size_t column = 0; column < whole.columns; column += selkie_tile_width) {
        const size_t left = whole.columns - column;
        for (size_t block = 0; block < blocks; block++) {
            const size_t first = rows * block / blocks;
            tile_product part = whole;
            part.c += first * whole.c_stride + column;
            part.panel += first * whole.steps;
            part.tile += column / selkie_tile_width * tile_bytes;
            part.columns = left < selkie_tile_width ? left : selkie_tile_width;
            multiply_tile(&part, rows * (block + 1) / blocks - first);
        }
    }
}

void selkie_packed_multiply(float *c, size_t c_stride, const float *panel, const void *tiles,
                            selkie_packed_layout layout, size_t rows, size_t columns, size_t steps, int accumulate) {
    const tile_product whole = {c, c_stride, panel, tiles, layout, columns, steps, accumulate};
    if (selkie_has_avx512() && rows > packed_halved_rows) {
        multiply_many(&whole, rows);
    } else {
        multiply(whole, rows, selkie_has_avx512() ? multiply_wide : multiply_portable);
    }
}

void selkie_packed_multiply_portable(float *c, size_t c_stride, const float *panel, const void *tiles,
                                     selkie_packed_layout layout, size_t rows, size_t columns, size_t steps,
                                     int accumulate) {
    const tile_product whole = {c, c_stride, panel, tiles, layout, columns, steps, accumulate};
    multiply(whole, rows, multiply_portable);
}
