enum {
    /// Rows of b that stay in the first cache while all rows of a pass by.
    dot_group = 12,
    thin_columns = thin_vectors * lanes,
};

/// One tile of a product with b transposed; rows and columns are constants where it is called. With `ahead`, the rows
/// of b that come next are fetched on the way: they come from memory, and nothing else hides that.
INLINE void dot_tile(float *c, size_t c_stride, const float *a, size_t a_stride, const float *b, size_t b_stride,
                     size_t k, float alpha, int accumulate, int ahead, const int rows, const int columns) {
    vec sum[dot_rows][dot_columns];
    for (int r = 0; r < rows; r++) {
        for (int j = 0; j < dot_columns; j++) sum[r][j] = v_zero();
    }
    for (size_t p = 0; p < k; p += lanes) {
        const size_t some = k - p < lanes ? k - p : lanes;
        vec y[dot_columns];
        for (int j = 0; j < columns; j++) {
            const float *row = b + (size_t)j * b_stride + p;
            y[j] = some == lanes ? v_loadu(row) : v_load_first(row, some);
            if (ahead && p % 16 == 0) v_prefetch_far(row + dot_group * b_stride);
        }
        for (int r = 0; r < rows; r++) {
            const float *row = a + (size_t)r * a_stride + p;
            const vec x = some == lanes ? v_loadu(row) : v_load_first(row, some);
            for (int j = 0; j < columns; j++) sum[r][j] = v_fma(x, y[j], sum[r][j]);
        }
    }
    for (int r = 0; r < rows; r++) {
        float *out = c + (size_t)r * c_stride, all[dot_columns];
        v_sums(all, sum[r][0], sum[r][1], sum[r][2], sum[r][3]);
        for (int j = 0; j < columns; j++) out[j] = alpha * all[j] + (accumulate ? out[j] : 0.0f);
    }
}

/// A tile of any number of rows up to dot_rows.
INLINE void dot_rows_of(float *c, size_t c_stride, const float *a, size_t a_stride, const float *b, size_t b_stride,
                        size_t k, float alpha, int accumulate, int ahead, size_t rows, const int columns) {
#define CASE(count)                                                                                             \
    if (count <= dot_rows && rows == count) {                                                                   \
        dot_tile(c, c_stride, a, a_stride, b, b_stride, k, alpha, accumulate, ahead, count, columns);           \
        return;                                                                                                 \
    }
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#undef CASE
}

static void gemm_transposed(float *c, size_t c_stride, const float *a, size_t a_stride, const float *b,
                            size_t b_stride, size_t m, size_t n, size_t k, float alpha, int accumulate) {
    for (size_t group = 0; group < n; group += dot_group) {
        const size_t end = group + dot_group < n ? group + dot_group : n;
        for (size_t row = 0; row < m; row += dot_rows) {
            const size_t rows = m - row < dot_rows ? m - row : dot_rows;
            const float *x = a + row * a_stride;
            const int ahead = row == 0 && group + 2 * dot_group <= n;
            for (size_t j = group; j < end; j += dot_columns) {
                float *out = c + row * c_stride + j;
                const float *y = b + j * b_stride;
#define CASE(count)                                                                                         \
    case count:                                                                                             \
        dot_rows_of(out, c_stride, x, a_stride, y, b_stride, k, alpha, accumulate, ahead, rows, count);     \
        break;
                switch (end - j) {
                    CASE(1) CASE(2) CASE(3)
                    default:
                        dot_rows_of(out, c_stride, x, a_stride, y, b_stride, k, alpha, accumulate, ahead, rows, 4);
                }
#undef CASE
            }
        }
    }
}

/// What a tile fetches for those that follow: both operands come from memory, and the sums are too short to hide that.
/// One line of each at a time, since more at once would have to queue.
typedef struct thin_ahead {
    /// The results of the next tile.
    const float *c;
    size_t c_stride;
    /// Columns of b that come next; null when there are none.
    const float *b;
    size_t b_stride;
    /// The lines of them that this tile fetches: `b_lines` a step from `b_first` on.
    size_t b_first, b_lines;
} thin_ahead;

enum {
    line_floats = 16,
    /// Lines of a row of a tile.
    thin_lines = thin_columns / line_floats,
};

/// Fetches what falls to step `p`.
INLINE void fetch_thin(const thin_ahead *ahead, size_t p) {
    if (p < thin_rows * thin_lines) {
        v_prefetch(ahead->c + p / thin_lines * ahead->c_stride + p % thin_lines * line_floats);
    }
    if (ahead->b == NULL) return;
    for (size_t line = ahead->b_first + p * ahead->b_lines, end = line + ahead->b_lines; line < end; line++) {
        v_prefetch(ahead->b + line / thin_lines * ahead->b_stride + line % thin_lines * line_floats);
    }
}

/// One tile of a product with plain b; rows and vectors are constants where it is called. `kept` columns of the last
/// vector count. Element (r, p) of op(a) lies at a[r * a_row + p * a_step].
INLINE void thin_tile(float *c, size_t c_stride, const float *a, size_t a_row, size_t a_step, const float *b,
                      size_t b_stride, size_t k, float alpha, int accumulate, const thin_ahead *ahead, size_t kept,
                      const int rows, const int vectors) {
    vec sum[thin_rows][thin_vectors];
    const int last = vectors - 1;
    for (int r = 0; r < rows; r++) {
        for (int v = 0; v < vectors; v++) sum[r][v] = v_zero();
    }
    for (size_t p = 0; p < k; p++, a += a_step, b += b_stride) {
        vec y[thin_vectors];
        fetch_thin(ahead, p);
        for (int v = 0; v < last; v++) y[v] = v_loadu(b + lanes * v);
        y[last] = kept == lanes ? v_loadu(b + lanes * last) : v_load_first(b + lanes * last, kept);
        for (int r = 0; r < rows; r++) {
            const vec x = v_set1(a[(size_t)r * a_row]);
            for (int v = 0; v < vectors; v++) sum[r][v] = v_fma(x, y[v], sum[r][v]);
        }
    }
    const vec factor = v_set1(alpha);
    for (int r = 0; r < rows; r++) {
        for (int v = 0; v < vectors; v++) {
            float *out = c + (size_t)r * c_stride + lanes * v;
            store_sums(out, v_mul(sum[r][v], factor), v < last ? lanes : kept, accumulate);
        }
    }
}

/// A tile of any number of rows up to thin_rows.
INLINE void thin_rows_of(float *c, size_t c_stride, const float *a, size_t a_row, size_t a_step, const float *b,
                         size_t b_stride, size_t k, float alpha, int accumulate, const thin_ahead *ahead, size_t kept,
                         size_t rows, const int vectors) {
#define CASE(count)                                                                                                   \
    if (count <= thin_rows && rows == count) {                                                                        \
        thin_tile(c, c_stride, a, a_row, a_step, b, b_stride, k, alpha, accumulate, ahead, kept, count, vectors);     \
        return;                                                                                                       \
    }
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#undef CASE
}

static void gemm_plain(float *c, size_t c_stride, const float *a, size_t a_row, size_t a_step, const float *b,
                       size_t b_stride, size_t m, size_t n, size_t k, float alpha, int accumulate) {
    const size_t tiles = (m + thin_rows - 1) / thin_rows;
    thin_ahead ahead = {.c_stride = c_stride, .b_stride = b_stride};
    ahead.b_lines = tiles < thin_lines ? (thin_lines + tiles - 1) / tiles : 1;
    for (size_t j = 0; j < n; j += thin_columns) {
        const size_t columns = n - j < thin_columns ? n - j : thin_columns;
        const size_t vectors = (columns + lanes - 1) / lanes;
        const size_t kept = columns - (vectors - 1) * lanes;
        for (size_t tile = 0; tile < tiles; tile++) {
            const size_t row = tile * thin_rows;
            const size_t rows = m - row < thin_rows ? m - row : thin_rows;
            float *out = c + row * c_stride + j;
            const float *x = a + row * a_row;
            ahead.c = tile + 1 < tiles ? out + thin_rows * c_stride : c + j + thin_columns;
            ahead.b_first = tile * ahead.b_lines * k;
            ahead.b = j + thin_columns < n && ahead.b_first < thin_lines * k ? b + j + thin_columns : NULL;
#define CASE(count)                                                                                                  \
    if (count <= thin_vectors && vectors == count) {                                                                 \
        thin_rows_of(out, c_stride, x, a_row, a_step, b + j, b_stride, k, alpha, accumulate, &ahead, kept, rows,     \
                     count);                                                                                         \
    }
            CASE(1) CASE(2) CASE(3) CASE(4)
#undef CASE
        }
    }
}
