enum {
    /// Columns of c that decoded weights serve at once.
    wide = 2 * selkie_tile_width,
    /// Steps that are decoded at once: they fill three quarters of a first cache of 32 KiB.
    chunk_steps = 192,
    block_columns = block_vectors * lanes,
    /// Columns, at the most, that go through all steps before the next: few enough that their results stay in the
    /// second cache, and many enough that x, which is read anew for each such group, comes from memory at leisure.
    group_columns = 256,
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

/// Rows of a square of sixteen by sixteen bytes become its columns. Halves of the square's lines i and i + 8 share a
/// register: three rounds of interleaving within its halves leave two columns in each, and two of their quarters change
/// places.
INLINE void turn_bytes(uint8_t *out, const uint8_t *in) {
    typedef uint8_t pair __attribute__((vector_size(32)));
    pair a[8], b[8];
    _Pragma("unroll") for (int i = 0; i < 8; i++) {
        memcpy(&a[i], in + 16 * i, 16);
        memcpy((uint8_t *)&a[i] + 16, in + 16 * (i + 8), 16);
    }
    _Pragma("unroll") for (int round = 0; round < 3; round++) {
        _Pragma("unroll") for (int i = 0; i < 4; i++) {
            b[2 * i] = __builtin_shufflevector(a[i], a[i + 4], 0, 32, 1, 33, 2, 34, 3, 35, 4, 36, 5, 37, 6, 38, 7, 39,
                                               16, 48, 17, 49, 18, 50, 19, 51, 20, 52, 21, 53, 22, 54, 23, 55);
            b[2 * i + 1] = __builtin_shufflevector(a[i], a[i + 4], 8, 40, 9, 41, 10, 42, 11, 43, 12, 44, 13, 45, 14, 46,
                                                   15, 47, 24, 56, 25, 57, 26, 58, 27, 59, 28, 60, 29, 61, 30, 62, 31,
                                                   63);
        }
        _Pragma("unroll") for (int i = 0; i < 8; i++) a[i] = b[i];
    }
    typedef uint64_t quarters __attribute__((vector_size(32)));
    _Pragma("unroll") for (int i = 0; i < 8; i++) {
        const quarters columns = __builtin_shufflevector((quarters)a[i], (quarters)a[i], 0, 2, 1, 3);
        memcpy(out + 32 * i, &columns, sizeof columns);
    }
}

/// The same for the first or the second eight columns of a square of shorts, whose lines are 32 bytes.
INLINE void turn_shorts(uint8_t *out, const uint8_t *in) {
    typedef uint16_t pair __attribute__((vector_size(32)));
    pair a[8], b[8];
    _Pragma("unroll") for (int i = 0; i < 8; i++) {
        memcpy(&a[i], in + 32 * i, 16);
        memcpy((uint8_t *)&a[i] + 16, in + 32 * (i + 8), 16);
    }
    _Pragma("unroll") for (int round = 0; round < 3; round++) {
        _Pragma("unroll") for (int i = 0; i < 4; i++) {
            b[2 * i] = __builtin_shufflevector(a[i], a[i + 4], 0, 16, 1, 17, 2, 18, 3, 19, 8, 24, 9, 25, 10, 26, 11, 27);
            b[2 * i + 1] = __builtin_shufflevector(a[i], a[i + 4], 4, 20, 5, 21, 6, 22, 7, 23, 12, 28, 13, 29, 14, 30,
                                                   15, 31);
        }
        _Pragma("unroll") for (int i = 0; i < 8; i++) a[i] = b[i];
    }
    memcpy(out, a, sizeof a);
}

/// Writes the weights of sixteen rows, a tile, at sixteen columns, which lie in one group: those of a row are a step,
/// `wide` floats apart. `codes` are the sixteen steps of the columns.
INLINE void decode_columns(float *weights, const float *factors, const uint8_t *codes, const selkie_code code) {
    uint8_t turned[16 * 32] __attribute__((aligned(64)));
    if (!packed_has_scales(code)) {
        turn_shorts(turned, codes);
        turn_shorts(turned + 32 * 8, codes + 16);
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

/// Bytes from the start of a tile to the group that holds a column, and to the column's codes.
typedef struct column_place {
    size_t group, codes;
} column_place;

INLINE column_place place_of(size_t column, selkie_packed_layout layout) {
    const size_t group = column / layout.group * packed_group_bytes(layout);
    return (column_place){
        group, group + packed_codes_at(layout.code) + column % layout.group * packed_step_bytes(layout.code)};
}

/// A tile's rows as steps at columns `first` ... of the weight, sixteen or thirty-two of them, for `steps` steps from
/// tile `tile` on. The next columns that will be asked for begin at column `next_first` of tile `next`: they are fetched
/// already, so that they come while rows are multiplied by what is decoded now.
INLINE void decode_rows(float *weights, const uint8_t *tile, size_t tile_bytes, size_t first, size_t columns,
                        size_t steps, const uint8_t *next, size_t next_first, size_t group_steps,
                        const selkie_code code) {
    const selkie_packed_layout layout = {.code = code, .group = group_steps};
    for (size_t column = 0; column < columns; column += selkie_tile_width) {
        const column_place now = place_of(first + column, layout), then = place_of(next_first + column, layout);
        const uint8_t *at = tile, *ahead = next;
        for (size_t step = 0; step < steps; step += selkie_tile_width, at += tile_bytes, ahead += tile_bytes) {
            for (size_t line = 0; line < packed_codes_at(code); line += 64) v_prefetch(ahead + then.group + line);
            for (size_t line = 0; line < selkie_tile_width * packed_step_bytes(code); line += 64) {
                v_prefetch(ahead + then.codes + line);
            }
            decode_columns(weights + step * wide + column, (const float *)(at + now.group), at + now.codes, code);
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
                               size_t steps, const uint8_t *next, size_t next_first, selkie_packed_layout layout) {
#define DECODE(kind)                                                                                                \
    if (layout.code == kind) {                                                                                      \
        decode_rows(weights, tile, tile_bytes, first, columns, steps, next, next_first, layout.group, kind);        \
    }
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
            // With vectors of four, sums take so long that rows come in time by themselves.
            if (lanes > 4) v_prefetch(value + ahead);
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
            const int is_last = end - column <= wide;
            decode_rows_of_any(weights, tile, tile_bytes, column, kept, next - done,
                               is_last ? tiles + next / selkie_tile_width * tile_bytes : tile,
                               is_last ? first : column + wide, layout);
            multiply_decoded(c + column - first, c_stride, panel, weights, rows, steps, done, next - done, kept,
                             accumulate);
        }
    }
}
