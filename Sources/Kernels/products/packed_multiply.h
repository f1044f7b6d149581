/// Each tile is decoded for each block of rows anew; it stays in the first cache while they pass by.
static void multiply_direct(tile_product whole, const float *panel, const uint8_t *tiles, size_t rows,
                            size_t columns) {
    const size_t tile_bytes = selkie_packed_tile_bytes(whole.layout, whole.steps);
    const size_t blocks = block_count(SELKIE_FORWARD, rows);
    for (size_t column = 0; column < columns; column += selkie_tile_width) {
        const size_t left = columns - column;
        for (size_t block = 0; block < blocks; block++) {
            const size_t first = rows * block / blocks;
            tile_product part = whole;
            part.c += first * whole.c_stride + column;
            part.panel = panel + first * whole.steps;
            part.sums = panel + rows * whole.steps + first * (whole.steps / packed_sum_steps);
            part.tile = tiles + column / selkie_tile_width * tile_bytes;
            part.columns = left < selkie_tile_width ? left : selkie_tile_width;
            few[rows * (block + 1) / blocks - first - 1][whole.layout.code](&part);
        }
    }
}

static void packed_multiply(float *c, size_t c_stride, const float *panel, const void *tiles,
                            selkie_packed_layout layout, size_t rows, size_t columns, size_t steps, int accumulate) {
    if (is_direct(SELKIE_FORWARD, rows)) {
        const tile_product whole = {
            .c = c, .c_stride = c_stride, .layout = layout, .steps = steps, .accumulate = accumulate};
        multiply_direct(whole, panel, tiles, rows, columns);
    } else {
        multiply_many(c, c_stride, panel, tiles, layout, rows, columns, steps, accumulate);
    }
}

static void packed_multiply_backward(float *c, size_t c_stride, const float *panel, const void *tiles,
                                     selkie_packed_layout layout, size_t rows, size_t first, size_t end, size_t steps,
                                     size_t inner, int accumulate) {
    for (size_t column = first, last; column < end; column = last) {
        last = part_end(column, end, group_columns, wide);
        multiply_many_backward(c + column - first, c_stride, panel, tiles, layout, rows, column, last, steps, inner,
                               accumulate);
    }
}
