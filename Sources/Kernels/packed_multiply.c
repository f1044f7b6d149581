#include "packed_layout.h"
#include "vectorize.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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
    float sums[packed_block_rows * selkie_tile_width] = {0};
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

#define AVX512 __attribute__((target("avx512f,avx512vl,avx512dq,fma")))
#define INLINE static inline __attribute__((always_inline))

/// Eight steps: the weights of one, one of the tile's lanes in each lane, are made and added to the sums of all rows.
#define EIGHT_STEPS(CODE)                                                                                         \
    _Pragma("unroll") for (int k = 0; k < packed_word_steps; k++) {                                               \
        const __m512 scale = is_backward ? _mm512_set1_ps(factors[k]) : scales;                                   \
        const __m512 offset = is_backward ? _mm512_set1_ps(factors[packed_word_steps + k]) : offsets;             \
        const __m512 weights = _mm512_fmadd_ps(CODE, scale, offset);                                              \
        _Pragma("unroll") for (int r = 0; r < rows; r++) {                                                        \
            sum[r][k % chains] = _mm512_fmadd_ps(weights, _mm512_set1_ps(x[k * rows + r]), sum[r][k % chains]);   \
        }                                                                                                         \
    }

/// `rows`, `bits` and `is_backward` are constants where it is called. Few rows have several sums each, since a sum that
/// waits for itself would leave the multipliers idle.
AVX512 INLINE void multiply_avx512(const tile_product *p, const int rows, const int bits, const int is_backward) {
    const int chains = rows == 1 ? 4 : rows <= 4 ? 2 : 1;
    const __m512 digits = _mm512_set_ps(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    __m512 sum[packed_block_rows][4];
    _Pragma("unroll") for (int r = 0; r < rows; r++) {
        _Pragma("unroll") for (int chain = 0; chain < chains; chain++) sum[r][chain] = _mm512_setzero_ps();
    }
    const selkie_packed_layout layout = {.bits = bits, .group = p->layout.group, .is_backward = is_backward};
    const uint8_t *group = p->tile;
    const float *x = p->panel;
    for (size_t done = 0; done < p->steps; done += layout.group) {
        const float *factors = (const float *)group;
        const __m512 scales = is_backward ? _mm512_setzero_ps() : _mm512_load_ps(factors);
        const __m512 offsets = is_backward ? _mm512_setzero_ps() : _mm512_load_ps(factors + selkie_tile_width);
        for (size_t line = 0; line < packed_group_bytes(layout); line += 64) {
            _mm_prefetch((const char *)group + prefetch_distance + line, _MM_HINT_T0);
        }
        group += packed_codes_at(layout);
        for (size_t step = 0; step < layout.group; step += packed_word_steps, x += packed_word_steps * rows) {
            if (bits == 4) {
                // The permutation looks at the lowest four bits of a lane alone, so nothing need be masked.
                const __m512i word = _mm512_load_si512(group);
                EIGHT_STEPS(_mm512_permutexvar_ps(_mm512_srli_epi32(word, 4 * k), digits))
            } else {
                const __m128i *bytes = (const __m128i *)group;
                EIGHT_STEPS(_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_load_si128(bytes + k))))
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
    AVX512 static void forward_4_##rows(const tile_product *p) { multiply_avx512(p, rows, 4, 0); }        \
    AVX512 static void forward_8_##rows(const tile_product *p) { multiply_avx512(p, rows, 8, 0); }        \
    AVX512 static void backward_4_##rows(const tile_product *p) { multiply_avx512(p, rows, 4, 1); }       \
    AVX512 static void backward_8_##rows(const tile_product *p) { multiply_avx512(p, rows, 8, 1); }
EACH_ROW_COUNT(SIZED)

/// [direction][bits: 4, 8][rows - 1].
static void (*const sized[2][2][packed_block_rows])(const tile_product *) = {
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

static int has_wide(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}

#else

static void multiply_wide(const tile_product *p, size_t rows) { multiply_portable(p, rows); }

static int has_wide(void) { return 0; }

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
    multiply(whole, rows, has_wide() ? multiply_wide : multiply_portable);
}

void selkie_packed_multiply_portable(float *c, size_t c_stride, const float *panel, const void *tiles,
                                     selkie_packed_layout layout, size_t rows, size_t columns, size_t steps,
                                     int accumulate) {
    const tile_product whole = {c, c_stride, panel, tiles, layout, columns, steps, accumulate};
    multiply(whole, rows, multiply_portable);
}
