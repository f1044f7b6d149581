// Packing stored rows into tiles, and a row back.
#include <math.h>
#include <string.h>

#include "half.h"
#include "packed_layout.h"

// The reference rounds after each product and each sum.
#pragma STDC FP_CONTRACT OFF

selkie_packed_layout selkie_packed_layout_of(const selkie_block_format *format) {
    return (selkie_packed_layout){.code = format->code, .group = format->group_size};
}

size_t selkie_packed_tile_bytes(selkie_packed_layout layout, size_t steps) {
    return steps / layout.group * packed_group_bytes(layout);
}

size_t selkie_packed_panel_count(size_t rows, size_t steps) { return rows * (steps + steps / packed_sum_steps); }

/// One block of each of the rows of a tile, taken apart.
typedef struct block_codes {
    int8_t codes[selkie_tile_width][256];
    float scales[selkie_tile_width][16], offsets[selkie_tile_width][16];
} block_codes;

/// Writes the nibbles of a group: the eight of a word come together in three rounds of shifts.
static void place_nibbles(uint8_t *out, const int8_t *codes, size_t stride, size_t steps) {
    for (size_t k = 0; k < steps; k += packed_word_steps) {
        for (size_t lane = 0; lane < selkie_tile_width; lane++, out += sizeof(uint32_t)) {
            const int8_t *code = codes + lane * stride + k;
            uint64_t nibbles = 0;
            for (size_t i = 0; i < packed_word_steps; i++) nibbles |= (uint64_t)(uint8_t)code[i] << (8 * i);
            nibbles = (nibbles | nibbles >> 4) & 0x00FF00FF00FF00FF;
            nibbles = (nibbles | nibbles >> 8) & 0x0000FFFF0000FFFF;
            const uint32_t word = (uint32_t)(nibbles | nibbles >> 16);
            for (size_t i = 0; i < sizeof word; i++) out[i] = (uint8_t)(word >> (8 * i));
        }
    }
}

/// Writes one group of all rows of a tile; returns whether its scales and offsets are finite.
static int place_group(uint8_t *group, selkie_packed_layout layout, block_codes *blocks, size_t index) {
    float scales[selkie_tile_width], offsets[selkie_tile_width];
    int8_t *codes = blocks->codes[0] + index * layout.group;
    const size_t stride = sizeof blocks->codes[0];
    int is_finite = 1;
    for (size_t lane = 0; lane < selkie_tile_width; lane++) {
        scales[lane] = blocks->scales[lane][index];
        offsets[lane] = blocks->offsets[lane][index];
        if (!isfinite(scales[lane]) || !isfinite(offsets[lane])) is_finite = 0;
        for (size_t k = 0; layout.code == SELKIE_CODE_NIBBLE && k < layout.group; k++) {
            codes[lane * stride + k] = (int8_t)((codes[lane * stride + k] + packed_nibble_zero) & 15);
        }
    }
    memcpy(group, scales, sizeof scales);
    if (packed_has_offsets(layout.code)) memcpy(group + packed_offsets_at(), offsets, sizeof offsets);
    uint8_t *place = group + packed_codes_at(layout.code);
    if (packed_is_nibble(layout.code)) {
        place_nibbles(place, codes, stride, layout.group);
    } else {
        for (size_t k = 0; k < layout.group; k++) {
            for (size_t lane = 0; lane < selkie_tile_width; lane++) *place++ = (uint8_t)codes[lane * stride + k];
        }
    }
    return is_finite;
}

/// Packs rows of floats of sixteen bits; returns whether all are finite.
static int pack_shorts(uint8_t *tile, selkie_code code, const void *const *rows, size_t row_count, size_t inner) {
    const uint16_t exponent = code == SELKIE_CODE_HALF ? 0x7C00 : 0x7F80;
    int is_finite = 1;
    for (size_t lane = 0; lane < selkie_tile_width; lane++) {
        for (size_t k = 0; k < inner; k++) {
            uint16_t bits = 0;
            if (lane < row_count) memcpy(&bits, (const uint8_t *)rows[lane] + 2 * k, sizeof bits);
            is_finite &= (bits & exponent) != exponent;
            memcpy(tile + packed_code_at(code, k, lane), &bits, sizeof bits);
        }
    }
    return is_finite;
}

int selkie_pack_tile(void *tile, const selkie_block_format *format, const void *const *rows, size_t row_count,
                     size_t inner) {
    const selkie_packed_layout layout = selkie_packed_layout_of(format);
    if (!packed_has_scales(layout.code)) return pack_shorts(tile, layout.code, rows, row_count, inner);
    const size_t groups = format->block_size / format->group_size;
    // Missing rows stay zero.
    block_codes blocks = {0};
    uint8_t *group = tile;
    int is_finite = 1;
    for (size_t b = 0; b < inner / format->block_size; b++) {
        for (size_t lane = 0; lane < row_count; lane++) {
            const uint8_t *block = (const uint8_t *)rows[lane] + b * format->bytes_per_block;
            format->codes(blocks.codes[lane], blocks.scales[lane], blocks.offsets[lane], block);
        }
        for (size_t index = 0; index < groups; index++, group += packed_group_bytes(layout)) {
            is_finite &= place_group(group, layout, &blocks, index);
        }
    }
    return is_finite;
}

/// The value of one element, from the codes of its group.
static float value_of(const uint8_t *codes, selkie_code code, size_t step, size_t lane, float scale, float offset) {
    const uint8_t *at = codes + packed_code_at(code, step, lane);
    if (code == SELKIE_CODE_HALF) return load_half(at);
    if (code == SELKIE_CODE_BFLOAT) return float_from_bits((uint32_t)(at[0] | at[1] << 8) << 16);
    if (!packed_is_nibble(code)) return scale * (float)(int8_t)*at + offset;
    const int nibble = *at >> (step % 2 * 4) & 15;
    return scale * (float)(nibble - (code == SELKIE_CODE_NIBBLE ? packed_nibble_zero : 0)) + offset;
}

void selkie_packed_row(float *out, selkie_packed_layout layout, const void *tile, size_t row, size_t inner) {
    const uint8_t *group = tile;
    for (size_t k = 0; k < inner; group += packed_group_bytes(layout)) {
        float scale = 0.0f, offset = 0.0f;
        if (packed_has_scales(layout.code)) memcpy(&scale, group + row * sizeof(float), sizeof scale);
        if (packed_has_offsets(layout.code)) {
            memcpy(&offset, group + packed_offsets_at() + row * sizeof(float), sizeof offset);
        }
        const uint8_t *codes = group + packed_codes_at(layout.code);
        for (size_t step = 0; step < layout.group; step++, k++) {
            out[k] = value_of(codes, layout.code, step, row, scale, offset);
        }
    }
}
