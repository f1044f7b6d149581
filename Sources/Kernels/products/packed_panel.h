/// Whether a product of so many rows decodes a tile for each block of rows anew.
static inline int is_direct(selkie_direction direction, size_t rows) {
    return direction == SELKIE_FORWARD && rows <= direct_rows;
}

/// Blocks that rows of x are cut into, as even as can be.
static inline size_t block_count(selkie_direction direction, size_t rows) {
    const size_t block = is_direct(direction, rows) ? few_rows : block_rows;
    return (rows + block - 1) / block;
}

/// out[k * count + r] = in[r * stride + k] for some rows and steps.
static void turn(float *out, size_t count, const float *in, size_t stride, size_t rows, size_t steps) {
    for (size_t first = 0; first < rows; first += square) {
        const size_t some = rows - first < square ? rows - first : square;
        size_t done = 0;
        // Fewer rows leave too many lanes empty.
        for (; some * 4 >= square && done + square <= steps; done += square) {
            v_turn(out + done * count + first, count, in + first * stride + done, stride, some);
        }
        for (; done < steps; done++) {
            for (size_t r = first; r < first + some; r++) out[done * count + r] = in[r * stride + done];
        }
    }
}

/// sums[k * count + r] = the sum of steps packed_sum_steps * k ... of row r.
static void sum_steps(float *sums, size_t count, const float *in, size_t stride, size_t rows, size_t steps) {
    SELKIE_REASSOCIATE
    for (size_t r = 0; r < rows; r++) {
        for (size_t k = 0; k < steps; k += packed_sum_steps) {
            float sum = 0.0f;
            for (size_t i = 0; i < packed_sum_steps; i++) sum += in[r * stride + k + i];
            sums[k / packed_sum_steps * count + r] = sum;
        }
    }
}

static void packed_panel(float *panel, selkie_direction direction, const float *x, size_t x_stride, size_t rows,
                         size_t steps, size_t first, size_t end) {
    const size_t blocks = block_count(direction, rows);
    for (size_t block = 0; block < blocks; block++) {
        const size_t row = rows * block / blocks;
        const size_t count = rows * (block + 1) / blocks - row;
        const float *in = x + row * x_stride + first;
        turn(panel + row * steps + first * count, count, in, x_stride, count, end - first);
        if (is_direct(direction, rows)) {
            float *sums = panel + rows * steps + row * (steps / packed_sum_steps);
            sum_steps(sums + first / packed_sum_steps * count, count, in, x_stride, count, end - first);
        }
    }
}
