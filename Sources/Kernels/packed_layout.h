// Where things lie in a packed weight.
#ifndef SELKIE_PACKED_LAYOUT_H
#define SELKIE_PACKED_LAYOUT_H

#include "selkie_packed.h"

enum {
    /// Nibbles come in words of so many steps.
    packed_word_steps = 8,
    /// What is taken from the codes of a nibble without an offset of its own.
    packed_nibble_zero = 8,
    /// Sums of x are kept for so many steps each; groups are whole multiples of it.
    packed_sum_steps = 16,
};

static inline int packed_has_offsets(selkie_code code) {
    return code == SELKIE_CODE_NIBBLE_OFFSET || code == SELKIE_CODE_BYTE_OFFSET;
}

static inline int packed_has_scales(selkie_code code) {
    return code != SELKIE_CODE_HALF && code != SELKIE_CODE_BFLOAT;
}

static inline int packed_is_nibble(selkie_code code) {
    return code == SELKIE_CODE_NIBBLE || code == SELKIE_CODE_NIBBLE_OFFSET;
}

/// Bytes of the codes of one step of a tile.
static inline size_t packed_step_bytes(selkie_code code) {
    return packed_is_nibble(code) ? 8 : packed_has_scales(code) ? 16 : 32;
}

/// Bytes from the start of a group, its scales, to its offsets.
static inline size_t packed_offsets_at(void) { return selkie_tile_width * sizeof(float); }

/// Bytes from the start of a group to its codes.
static inline size_t packed_codes_at(selkie_code code) {
    return (size_t)(packed_has_scales(code) + packed_has_offsets(code)) * packed_offsets_at();
}

static inline size_t packed_group_bytes(selkie_packed_layout layout) {
    return packed_codes_at(layout.code) + layout.group * packed_step_bytes(layout.code);
}

/// The byte, from the codes of its group, where the code of a step and lane begins.
static inline size_t packed_code_at(selkie_code code, size_t step, size_t lane) {
    if (packed_is_nibble(code)) return step / packed_word_steps * 64 + lane * 4 + step % packed_word_steps / 2;
    return step * packed_step_bytes(code) + lane * packed_step_bytes(code) / selkie_tile_width;
}

#endif
