enum {
    /// Columns of c that decoded weights serve at once.
    wide = 2 * selkie_tile_width,
    /// Steps that are decoded at once: they fill three quarters of a first cache of 32 KiB.
    chunk_steps = 192,
    block_columns = block_vectors * lanes,
    /// Columns, at the most, that go through all steps before the next: few enough that their results stay in the
    /// second cache, and many enough that x, which is read anew for each such group, comes from memory at leisure.
    group_columns = 256,
    /// Tiles that are fetched ahead where each gives a group alone.
    tiles_ahead = 4,
};

/// Writes the weights of `steps` steps of a tile, sixteen a step, `wide` floats apart.
/// What is decoded next lies `ahead` bytes further.
INLINE void decode_steps(float *weights, const uint8_t *group, size_t steps, size_t group_steps, size_t ahead,
                         const selkie_code code) {
    const selkie_packed_layout layout = {.code = code, .group = group_steps};
    for (size_t done = 0; done < steps; done += group_steps) {
        const float *factors = (const float *)group;
        for (size_t line = 0; line < packed_group_bytes(layout); line += 64) v_prefetch(group + ahead + line);
        group += packed_codes_at(code);
        vec scale[tile_vectors], offset[tile_vectors];
        _Pragma("unroll") for (int v = 0; v < tile_vectors; v++) {
            scale[v] = packed_has_scales(code) ? v_load(factors + v * lanes) : v_zero();
            offset[v] = offset_of(factors, scale[v], v, code);
        }
        for (size_t step = 0; step < group_steps; step += packed_word_steps) {
            _Pragma("unroll") for (int k = 0; k < packed_word_steps; k++) {
                _Pragma("unroll") for (int v = 0; v < tile_vectors; v++) {
                    v_store(weights + v * lanes,
                            weights_of(codes_of_step(group, v, k, code), scale[v], offset[v], code));
                }
                weights += wide;
            }
            group += packed_word_steps * packed_step_bytes(code);
        }
    }
}

/// Rows of a square of sixteen by sixteen bytes become its columns, by rounds of interleaving its halves.
INLINE void turn_bytes(uint8_t *out, const uint8_t *in) {
    typedef uint8_t line __attribute__((vector_size(16)));
    line a[16], b[16];
    memcpy(a, in, sizeof a);
    _Pragma("unroll") for (int round = 0; round < 4; round++) {
        _Pragma("unroll") for (int i = 0; i < 8; i++) {
            b[2 * i] = __builtin_shufflevector(a[i], a[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            b[2 * i + 1] = __builtin_shufflevector(a[i], a[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30,
                                                   15, 31);
        }
        _Pragma("unroll") for (int i = 0; i < 16; i++) a[i] = b[i];
    }
    memcpy(out, a, sizeof a);
}

/// The same for a quarter, eight by eight, of a square of shorts, whose lines are 32 bytes.
INLINE void turn_shorts(uint8_t *out, const uint8_t *in) {
    typedef uint16_t line __attribute__((vector_size(16)));
    line a[8], b[8];
    _Pragma("unroll") for (int i = 0; i < 8; i++) memcpy(&a[i], in + 32 * i, sizeof a[i]);
    _Pragma("unroll") for (int round = 0; round < 3; round++) {
        _Pragma("unroll") for (int i = 0; i < 4; i++) {
            b[2 * i] = __builtin_shufflevector(a[i], a[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
            b[2 * i + 1] = __builtin_shufflevector(a[i], a[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
        }
        _Pragma("unroll") for (int i = 0; i < 8; i++) a[i] = b[i];
    }
    _Pragma("unroll") for (int i = 0; i < 8; i++) memcpy(out + 32 * i, &a[i], sizeof a[i]);
}

/// Writes the weights of sixteen rows, a tile, at sixteen columns, which lie in one group: those of a row are a step,
/// `wide` floats apart. `codes` are the sixteen steps of the columns.
INLINE void decode_columns(float *weights, const float *factors, const uint8_t *codes, const selkie_code code) {
    uint8_t turned[16 * 32] __attribute__((aligned(64)));
    if (!packed_has_scales(code)) {
        turn_shorts(turned, codes);
        turn_shorts(turned + 16, codes + 32 * 8);
        turn_shorts(turned + 32 * 8, codes + 16);
        turn_shorts(turned + 32 * 8 + 16, codes + 32 * 8 + 16);
    } else if (!packed_is_nibble(code)) {
        turn_bytes(turned, codes);
    }
    _Pragma("unroll") for (size_t row = 0; row < selkie_tile_width; row++) {
        const float scale = packed_has_scales(code) ? factors[row] : 0.0f;
        const float offset = packed_has_offsets(code) ? factors[selkie_tile_width + row]
                             : packed_is_nibble(code) ? scale * -(float)packed_nibble_zero
                                                      : 0.0f;
        _Pragma("unroll") for (int v = 0; v < tile_vectors; v++) {
            const vec all = packed_is_nibble(code) ? v_nibbles_of_lane(codes, v, row)
                                                   : codes_of_step(turned, v, (int)row, code);
            v_store(weights + row * wide + v * lanes, weights_of(all, v_set1(scale), v_set1(offset), code));
        }
    }
}

/// A tile's rows as steps at columns `first` ... of the weight, sixteen or thirty-two of them, for `steps` steps from
/// tile `tile` on.
INLINE void decode_rows(float *weights, const uint8_t *tile, size_t tile_bytes, size_t first, size_t columns,
                        size_t steps, size_t group_steps, const selkie_code code) {
    const selkie_packed_layout layout = {.code = code, .group = group_steps};
    for (size_t step = 0; step < steps; step += selkie_tile_width, tile += tile_bytes) {
        for (size_t column = first; column < first + columns; column += selkie_tile_width) {
            const uint8_t *group = tile + column / group_steps * packed_group_bytes(layout);
            const uint8_t *ahead = group + tiles_ahead * tile_bytes;
            for (size_t line = 0; line < packed_group_bytes(layout); line += 64) v_prefetch(ahead + line);
            decode_columns(weights + step * wide + (column - first), (const float *)group,
                           group + packed_codes_at(code) + column % group_steps * packed_step_bytes(code), code);
        }
    }
}

#define EACH_CODE(X)                             \
    X(SELKIE_CODE_NIBBLE)                        \
    X(SELKIE_CODE_NIBBLE_OFFSET)                 \
    X(SELKIE_CODE_BYTE)                          \
    X(SELKIE_CODE_BYTE_OFFSET)                   \
    X(SELKIE_CODE_HALF)                          \
    X(SELKIE_CODE_BFLOAT)

static void decode_steps_of_any(float *weights, const uint8_t *group, size_t steps, size_t ahead,
                                selkie_packed_layout layout) {
#define DECODE(kind) if (layout.code == kind) decode_steps(weights, group, steps, layout.group, ahead, kind);
    EACH_CODE(DECODE)
#undef DECODE
}

static void decode_rows_of_any(float *weights, const uint8_t *tile, size_t tile_bytes, size_t first, size_t columns,
                               size_t steps, selkie_packed_layout layout) {
#define DECODE(kind) \
    if (layout.code == kind) decode_rows(weights, tile, tile_bytes, first, columns, steps, layout.group, kind);
    EACH_CODE(DECODE)
#undef DECODE
}

/// c (+)= x · weights for one block of rows, `block_columns` at a time. x: [steps, rows], and that of the next block lies
/// `ahead` floats further; weights: [steps, wide], of which the first `columns` count.
INLINE void multiply_block(float *c, size_t c_stride, const float *x, size_t ahead, const float *weights,
                           size_t steps, int accumulate, size_t columns, const int rows) {
    for (size_t first = 0; first < columns; first += block_columns) {
        const float *value = x, *weight = weights + first;
        float *out = c + first;
        vec sum[block_rows][block_vectors];
        // Results are wanted at the end: until then they have time to come from the second cache or from memory.
        _Pragma("unroll") for (int r = 0; r < rows; r++) {
            _Pragma("unroll") for (int v = 0; v < block_vectors; v++) sum[r][v] = v_zero();
            for (int at = 0; at < block_columns; at += 16) v_prefetch(out + (size_t)r * c_stride + at);
        }
        for (size_t step = 0; step < steps; step++, value += rows, weight += wide) {
            vec weights_of_step[block_vectors];
            v_prefetch(value + ahead);
            _Pragma("unroll") for (int v = 0; v < block_vectors; v++) weights_of_step[v] = v_load(weight + v * lanes);
            _Pragma("unroll") for (int r = 0; r < rows; r++) {
                const vec one = v_set1(value[r]);
                _Pragma("unroll") for (int v = 0; v < block_vectors; v++) {
                    sum[r][v] = v_fma(weights_of_step[v], one, sum[r][v]);
                }
            }
        }
        _Pragma("unroll") for (int r = 0; r < rows; r++) {
            _Pragma("unroll") for (int v = 0; v < block_vectors; v++) {
                const size_t at = first + (size_t)v * lanes;
                if (at >= columns) continue;
                const size_t kept = columns - at < lanes ? columns - at : lanes;
                store_sums(c + (size_t)r * c_stride + at, sum[r][v], kept, accumulate);
            }
        }
    }
}

#define BLOCK(rows)                                                                                              \
    static void block_##rows(float *c, size_t c_stride, const float *x, size_t ahead, const float *weights,     \
                             size_t steps, int accumulate, size_t columns) {                                    \
        multiply_block(c, c_stride, x, ahead, weights, steps, accumulate, columns, rows);                       \
    }
EACH_BLOCK_ROWS(BLOCK)
#define BLOCK_OF(rows) block_##rows,
static void (*const blocks_of[block_rows])(float *, size_t, const float *, size_t, const float *, size_t, int,
                                           size_t) = {
    EACH_BLOCK_ROWS(BLOCK_OF)};

/// All rows of x times decoded weights; `done` steps of the sums came before.
static void multiply_decoded(float *c, size_t c_stride, const float *panel, const float *weights, size_t rows,
                             size_t all_steps, size_t done, size_t steps, size_t columns, int accumulate) {
    const size_t blocks = (rows + block_rows - 1) / block_rows;
    for (size_t block = 0; block < blocks; block++) {
        const size_t first = rows * block / blocks;
        const size_t count = rows * (block + 1) / blocks - first;
        blocks_of[count - 1](c + first * c_stride, c_stride, panel + first * all_steps + done * count,
                             count * all_steps, weights, steps, accumulate || done > 0, columns);
    }
}

/// Where the part that begins at `start` ends: parts of at most `most`, as even as multiples of `unit` allow.
static inline size_t part_end(size_t start, size_t end, size_t most, size_t unit) {
    const size_t left = end - start;
    const size_t parts = (left + most - 1) / most;
    const size_t length = (left / parts + unit - 1) / unit * unit;
    return start + (parts == 1 ? left : length);
}

/// Many rows, columns `first` up to `end`: weights are decoded once for all rows, a piece at a time that stays in the
/// first cache while the rows' steps, as many, come from the second.
static void multiply_group(float *c, size_t c_stride, const float *panel, const uint8_t *tiles,
                           selkie_packed_layout layout, size_t rows, size_t first, size_t end, size_t steps,
                           int accumulate) {
    float weights[chunk_steps * wide] __attribute__((aligned(64)));
    const size_t tile_bytes = selkie_packed_tile_bytes(layout, steps);
    for (size_t done = 0, next; done < steps; done = next) {
        next = part_end(done, steps, chunk_steps, layout.group);
        for (size_t column = first; column < end; column += wide) {
            const uint8_t *group = tiles + column / selkie_tile_width * tile_bytes +
                                   done / layout.group * packed_group_bytes(layout);
            const size_t kept = end - column < wide ? end - column : wide;
            decode_steps_of_any(weights, group, next - done, 2 * tile_bytes, layout);
            if (kept > selkie_tile_width) {
                decode_steps_of_any(weights + selkie_tile_width, group + tile_bytes, next - done, 2 * tile_bytes,
                                    layout);
            }
            multiply_decoded(c + column, c_stride, panel, weights, rows, steps, done, next - done, kept, accumulate);
        }
    }
}

static void multiply_many(float *c, size_t c_stride, const float *panel, const uint8_t *tiles,
                          selkie_packed_layout layout, size_t rows, size_t columns, size_t steps, int accumulate) {
    for (size_t first = 0, end; first < columns; first = end) {
        end = part_end(first, columns, group_columns, wide);
        multiply_group(c, c_stride, panel, tiles, layout, rows, first, end, steps, accumulate);
    }
}

/// The same for columns `first` up to `end` of y · W; c's first column is `first`.
static void multiply_many_backward(float *c, size_t c_stride, const float *panel, const uint8_t *tiles,
                                   selkie_packed_layout layout, size_t rows, size_t first, size_t end, size_t steps,
                                   size_t inner, int accumulate) {
    float weights[chunk_steps * wide] __attribute__((aligned(64)));
    const size_t tile_bytes = selkie_packed_tile_bytes(layout, inner);
    for (size_t done = 0, next; done < steps; done = next) {
        next = part_end(done, steps, chunk_steps, selkie_tile_width);
        const uint8_t *tile = tiles + done / selkie_tile_width * tile_bytes;
        for (size_t column = first; column < end; column += wide) {
            const size_t kept = end - column < wide ? end - column : wide;
            decode_rows_of_any(weights, tile, tile_bytes, column, kept, next - done, layout);
            multiply_decoded(c + column - first, c_stride, panel, weights, rows, steps, done, next - done, kept,
                             accumulate);
        }
    }
}
