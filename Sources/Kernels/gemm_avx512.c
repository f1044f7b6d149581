#include "selkie_gemm.h"

#include "avx512.h"

int selkie_gemm_is_available(void) { return selkie_has_avx512(); }

#if defined(__x86_64__)

enum {
    /// A tile: 6 rows of a by 4 rows of b fill 24 of the 32 registers with sums.
    tile_rows = 6,
    tile_columns = 4,
    /// Rows of b that stay in the first cache while all rows of a pass by.
    group_columns = 12,
};

/// One tile; rows and columns are constants where it is called. With `ahead`, the rows of b that come next are
/// fetched on the way: they come from memory, and nothing else hides that.
AVX512 INLINE void transposed_tile(float *c, size_t c_stride, const float *a, size_t a_stride, const float *b,
                                   size_t b_stride, size_t k, float alpha, int accumulate, int ahead, const int rows,
                                   const int columns) {
    __m512 sum[tile_rows][tile_columns];
    for (int r = 0; r < rows; r++) {
        for (int j = 0; j < tile_columns; j++) sum[r][j] = _mm512_setzero_ps();
    }
    size_t p = 0;
    for (; p + 16 <= k; p += 16) {
        __m512 y[tile_columns];
        for (int j = 0; j < columns; j++) y[j] = _mm512_loadu_ps(b + (size_t)j * b_stride + p);
        if (ahead) {
            const float *next = b + group_columns * b_stride + p;
            for (int j = 0; j < columns; j++) _mm_prefetch((const char *)(next + (size_t)j * b_stride), _MM_HINT_T1);
        }
        for (int r = 0; r < rows; r++) {
            __m512 x = _mm512_loadu_ps(a + (size_t)r * a_stride + p);
            for (int j = 0; j < columns; j++) sum[r][j] = _mm512_fmadd_ps(x, y[j], sum[r][j]);
        }
    }
    if (p < k) {
        __mmask16 rest = (__mmask16)((1u << (k - p)) - 1);
        __m512 y[tile_columns];
        for (int j = 0; j < columns; j++) y[j] = _mm512_maskz_loadu_ps(rest, b + (size_t)j * b_stride + p);
        for (int r = 0; r < rows; r++) {
            __m512 x = _mm512_maskz_loadu_ps(rest, a + (size_t)r * a_stride + p);
            for (int j = 0; j < columns; j++) sum[r][j] = _mm512_fmadd_ps(x, y[j], sum[r][j]);
        }
    }
    __mmask8 kept = (__mmask8)((1u << columns) - 1);
    for (int r = 0; r < rows; r++) {
        float *out = c + (size_t)r * c_stride;
        __m128 value = _mm_mul_ps(sums_of_four(sum[r][0], sum[r][1], sum[r][2], sum[r][3]), _mm_set1_ps(alpha));
        if (accumulate) value = _mm_add_ps(value, _mm_maskz_loadu_ps(kept, out));
        _mm_mask_storeu_ps(out, kept, value);
    }
}

/// A tile of any number of rows up to six.
AVX512 INLINE void transposed_rows(float *c, size_t c_stride, const float *a, size_t a_stride, const float *b,
                                   size_t b_stride, size_t k, float alpha, int accumulate, int ahead,
                                   size_t rows, const int columns) {
#define CASE(count)                                                                                             \
    case count:                                                                                                 \
        transposed_tile(c, c_stride, a, a_stride, b, b_stride, k, alpha, accumulate, ahead, count, columns);    \
        break;
    switch (rows) {
        CASE(1) CASE(2) CASE(3) CASE(4) CASE(5)
        default:
            transposed_tile(c, c_stride, a, a_stride, b, b_stride, k, alpha, accumulate, ahead, 6, columns);
    }
#undef CASE
}

AVX512 void selkie_gemm_transposed(float *c, size_t c_stride, const float *a, size_t a_stride, const float *b,
                                   size_t b_stride, size_t m, size_t n, size_t k, float alpha, int accumulate) {
    for (size_t group = 0; group < n; group += group_columns) {
        size_t end = group + group_columns < n ? group + group_columns : n;
        for (size_t row = 0; row < m; row += tile_rows) {
            size_t rows = m - row < tile_rows ? m - row : tile_rows;
            const float *x = a + row * a_stride;
            int ahead = row == 0 && group + 2 * group_columns <= n;
            for (size_t j = group; j < end; j += tile_columns) {
                float *out = c + row * c_stride + j;
                const float *y = b + j * b_stride;
#define CASE(count)                                                                                             \
    case count:                                                                                                 \
        transposed_rows(out, c_stride, x, a_stride, y, b_stride, k, alpha, accumulate, ahead, rows, count);     \
        break;
                switch (end - j) {
                    CASE(1) CASE(2) CASE(3)
                    default:
                        transposed_rows(out, c_stride, x, a_stride, y, b_stride, k, alpha, accumulate, ahead, rows, 4);
                }
#undef CASE
            }
        }
    }
}

enum {
    /// A tile of a product with plain b: 6 rows by 4 vectors of columns.
    plain_rows = 6,
    plain_vectors = 4,
    plain_columns = 16 * plain_vectors,
};

/// What a tile fetches for those that follow: both operands come from memory, and the sums are too short to hide that.
/// One line of each at a time, since more at once would have to queue.
typedef struct plain_ahead {
    /// The results of the next tile.
    const float *c;
    size_t c_stride;
    /// Columns of b that come next; null when there are none.
    const float *b;
    size_t b_stride;
    /// The lines of them that this tile fetches: `b_lines` a step from `b_first` on.
    size_t b_first, b_lines;
} plain_ahead;

/// Fetches what falls to step `p`. Four lines are a row of a tile.
AVX512 INLINE void fetch_plain(const plain_ahead *ahead, size_t p) {
    if (p < plain_rows * plain_vectors) {
        _mm_prefetch((const char *)(ahead->c + p / plain_vectors * ahead->c_stride + p % plain_vectors * 16), _MM_HINT_T0);
    }
    if (ahead->b == NULL) return;
    for (size_t line = ahead->b_first + p * ahead->b_lines, end = line + ahead->b_lines; line < end; line++) {
        _mm_prefetch((const char *)(ahead->b + line / plain_vectors * ahead->b_stride + line % plain_vectors * 16),
                     _MM_HINT_T0);
    }
}

/// One tile; rows and vectors are constants where it is called. `kept` masks the last vector. Element (r, p) of op(a)
/// lies at a[r * a_row + p * a_step].
AVX512 INLINE void plain_tile(float *c, size_t c_stride, const float *a, size_t a_row, size_t a_step, const float *b,
                              size_t b_stride, size_t k, float alpha, int accumulate, const plain_ahead *ahead,
                              __mmask16 kept, const int rows, const int vectors) {
    __m512 sum[plain_rows][plain_vectors];
    for (int r = 0; r < rows; r++) {
        for (int v = 0; v < vectors; v++) sum[r][v] = _mm512_setzero_ps();
    }
    for (size_t p = 0; p < k; p++, a += a_step, b += b_stride) {
        __m512 y[plain_vectors];
        fetch_plain(ahead, p);
        for (int v = 0; v < vectors - 1; v++) y[v] = _mm512_loadu_ps(b + 16 * v);
        y[vectors - 1] = _mm512_maskz_loadu_ps(kept, b + 16 * (vectors - 1));
        for (int r = 0; r < rows; r++) {
            const __m512 x = _mm512_set1_ps(a[(size_t)r * a_row]);
            for (int v = 0; v < vectors; v++) sum[r][v] = _mm512_fmadd_ps(x, y[v], sum[r][v]);
        }
    }
    const __m512 factor = _mm512_set1_ps(alpha);
    for (int r = 0; r < rows; r++) {
        for (int v = 0; v < vectors; v++) {
            float *out = c + (size_t)r * c_stride + 16 * v;
            const __mmask16 mask = v == vectors - 1 ? kept : 0xFFFF;
            __m512 value = _mm512_mul_ps(sum[r][v], factor);
            if (accumulate) value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(mask, out));
            _mm512_mask_storeu_ps(out, mask, value);
        }
    }
}

/// A tile of any number of rows up to six.
AVX512 INLINE void plain_tile_rows(float *c, size_t c_stride, const float *a, size_t a_row, size_t a_step,
                                   const float *b, size_t b_stride, size_t k, float alpha, int accumulate,
                                   const plain_ahead *ahead, __mmask16 kept, size_t rows, const int vectors) {
#define CASE(count)                                                                                                  \
    case count:                                                                                                      \
        plain_tile(c, c_stride, a, a_row, a_step, b, b_stride, k, alpha, accumulate, ahead, kept, count, vectors);   \
        break;
    switch (rows) {
        CASE(1) CASE(2) CASE(3) CASE(4) CASE(5)
        default:
            plain_tile(c, c_stride, a, a_row, a_step, b, b_stride, k, alpha, accumulate, ahead, kept, 6, vectors);
    }
#undef CASE
}

AVX512 void selkie_gemm_plain(float *c, size_t c_stride, const float *a, size_t a_row, size_t a_step, const float *b,
                              size_t b_stride, size_t m, size_t n, size_t k, float alpha, int accumulate) {
    const size_t tiles = (m + plain_rows - 1) / plain_rows;
    plain_ahead ahead = {.c_stride = c_stride, .b_stride = b_stride};
    ahead.b_lines = tiles < plain_vectors ? (plain_vectors + tiles - 1) / tiles : 1;
    for (size_t j = 0; j < n; j += plain_columns) {
        const size_t columns = n - j < plain_columns ? n - j : plain_columns;
        const size_t vectors = (columns + 15) / 16;
        const __mmask16 kept = (__mmask16)(0xFFFF >> (16 * vectors - columns));
        for (size_t tile = 0; tile < tiles; tile++) {
            const size_t row = tile * plain_rows;
            const size_t rows = m - row < plain_rows ? m - row : plain_rows;
            float *out = c + row * c_stride + j;
            const float *x = a + row * a_row;
            ahead.c = tile + 1 < tiles ? out + plain_rows * c_stride : c + j + plain_columns;
            ahead.b_first = tile * ahead.b_lines * k;
            ahead.b = j + plain_columns < n && ahead.b_first < plain_vectors * k ? b + j + plain_columns : NULL;
#define CASE(count)                                                                                                    \
    case count:                                                                                                        \
        plain_tile_rows(out, c_stride, x, a_row, a_step, b + j, b_stride, k, alpha, accumulate, &ahead, kept, rows,    \
                        count);                                                                                        \
        break;
            switch (vectors) {
                CASE(1) CASE(2) CASE(3)
                default:
                    plain_tile_rows(out, c_stride, x, a_row, a_step, b + j, b_stride, k, alpha, accumulate, &ahead,
                                    kept, rows, 4);
            }
#undef CASE
        }
    }
}

#else

void selkie_gemm_transposed(float *c, size_t c_stride, const float *a, size_t a_stride, const float *b,
                            size_t b_stride, size_t m, size_t n, size_t k, float alpha, int accumulate) {
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            float sum = 0.0f;
            for (size_t p = 0; p < k; p++) sum += a[i * a_stride + p] * b[j * b_stride + p];
            c[i * c_stride + j] = alpha * sum + (accumulate ? c[i * c_stride + j] : 0.0f);
        }
    }
}

void selkie_gemm_plain(float *c, size_t c_stride, const float *a, size_t a_row, size_t a_step, const float *b,
                       size_t b_stride, size_t m, size_t n, size_t k, float alpha, int accumulate) {
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            float sum = 0.0f;
            for (size_t p = 0; p < k; p++) sum += a[i * a_row + p * a_step] * b[p * b_stride + j];
            c[i * c_stride + j] = alpha * sum + (accumulate ? c[i * c_stride + j] : 0.0f);
        }
    }
}

#endif
