// Where things lie in a packed weight and in the panel that it is multiplied with.
#ifndef SELKIE_PACKED_LAYOUT_H
#define SELKIE_PACKED_LAYOUT_H

#include "selkie_packed.h"

enum {
    /// Codes of 4 bits come in words of so many steps.
    packed_word_steps = 8,
    /// Up to so many rows of x are multiplied with one tile at once: as many sums as registers leave room for.
    packed_few_rows = 24,
    /// Up to so many rows the elements of a tile become floats once for each half of them.
    packed_halved_rows = 48,
    /// More rows are multiplied with two tiles at once, so many at a time.
    packed_block_rows = 12,
};

/// Scales of a group, and as many offsets: one for each lane forward, one for each step backward.
static inline size_t packed_factor_count(selkie_packed_layout layout) {
    return layout.is_backward ? packed_word_steps : selkie_tile_width;
}

/// Bytes from the scales of a group to its offsets.
static inline size_t packed_offsets_at(selkie_packed_layout layout) {
    return packed_factor_count(layout) * sizeof(float);
}

/// Bytes from the scales of a group to its codes.
static inline size_t packed_codes_at(selkie_packed_layout layout) { return 2 * packed_offsets_at(layout); }

static inline size_t packed_group_bytes(selkie_packed_layout layout) {
    return packed_codes_at(layout) + layout.group * selkie_tile_width * (size_t)layout.bits / 8;
}

/// The byte, from the codes of its group, that holds the code of a step and lane.
static inline size_t packed_code_at(selkie_packed_layout layout, size_t step, size_t lane) {
    if (layout.bits == 8) return step * selkie_tile_width + lane;
    return step / packed_word_steps * 64 + lane * 4 + step % packed_word_steps / 2;
}

/// Blocks that rows of x are cut into, as even as can be.
static inline size_t packed_block_count(size_t rows) {
    const size_t block = rows <= packed_halved_rows ? packed_few_rows : packed_block_rows;
    return (rows + block - 1) / block;
}

#endif
