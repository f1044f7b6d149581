#include "packed_layout.h"

#include <math.h>
#include <string.h>

// The reference rounds after each product and each sum.
#pragma STDC FP_CONTRACT OFF

selkie_packed_layout selkie_packed_forward(const selkie_block_format *format) {
    return (selkie_packed_layout){.bits = format->code_bits, .group = format->group_size, .is_backward = 0};
}

selkie_packed_layout selkie_packed_backward(selkie_packed_layout forward) {
    return (selkie_packed_layout){.bits = forward.bits, .group = packed_word_steps, .is_backward = 1};
}

size_t selkie_packed_tile_bytes(selkie_packed_layout layout, size_t steps) {
    return steps / layout.group * packed_group_bytes(layout);
}

/// Writes a code where there was zero.
static void place_code(uint8_t *codes, selkie_packed_layout layout, size_t step, size_t lane, int code) {
    uint8_t *byte = codes + packed_code_at(layout, step, lane);
    *byte = layout.bits == 8 ? (uint8_t)code : (uint8_t)(*byte | code << (step % 2 * 4));
}

/// What makes the codes of a group, which may be signed, nibbles without sign.
static int zero_of(const int8_t *codes, selkie_packed_layout layout) {
    if (layout.bits == 8) return 0;
    int8_t least = 0;
    for (size_t k = 0; k < layout.group; k++) least = codes[k] < least ? codes[k] : least;
    return least < 0 ? 8 : 0;
}

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
        int8_t *code = codes + lane * stride;
        const int zero = zero_of(code, layout);
        for (size_t k = 0; zero != 0 && k < layout.group; k++) code[k] = (int8_t)(code[k] + zero);
        scales[lane] = blocks->scales[lane][index];
        // A scale of a few bits times 8 is exact, and so is the sum.
        offsets[lane] = blocks->offsets[lane][index] - scales[lane] * (float)zero;
        if (!isfinite(scales[lane]) || !isfinite(offsets[lane])) is_finite = 0;
    }
    memcpy(group, scales, sizeof scales);
    memcpy(group + packed_offsets_at(layout), offsets, sizeof offsets);
    uint8_t *place = group + packed_codes_at(layout);
    if (layout.bits == 4) {
        place_nibbles(place, codes, stride, layout.group);
    } else {
        for (size_t k = 0; k < layout.group; k++) {
            for (size_t lane = 0; lane < selkie_tile_width; lane++) {
                *place++ = (uint8_t)codes[lane * stride + k];
            }
        }
    }
    return is_finite;
}

static int code_at(const uint8_t *codes, selkie_packed_layout layout, size_t step, size_t lane) {
    const uint8_t byte = codes[packed_code_at(layout, step, lane)];
    return layout.bits == 8 ? (int8_t)byte : byte >> (step % 2 * 4) & 15;
}

int selkie_pack_tile(void *tile, const selkie_block_format *format, const void *const *rows, size_t row_count,
                     size_t inner) {
    const selkie_packed_layout layout = selkie_packed_forward(format);
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

void selkie_pack_backward(void *tile, selkie_packed_layout forward, const void *forward_tiles, size_t row_tiles,
                          size_t inner, size_t column_tile) {
    const selkie_packed_layout backward = selkie_packed_backward(forward);
    const size_t column = column_tile * selkie_tile_width;
    const size_t tile_bytes = selkie_packed_tile_bytes(forward, inner);
    // A group of the forward layout is at least as long as a tile is wide.
    const uint8_t *source = (const uint8_t *)forward_tiles + column / forward.group * packed_group_bytes(forward);
    uint8_t *group = tile;
    memset(tile, 0, selkie_packed_tile_bytes(backward, row_tiles * selkie_tile_width));
    for (size_t row_tile = 0; row_tile < row_tiles; row_tile++, source += tile_bytes) {
        for (size_t half = 0; half < selkie_tile_width; half += packed_word_steps) {
            const size_t bytes = packed_word_steps * sizeof(float);
            memcpy(group, source + half * sizeof(float), bytes);
            memcpy(group + packed_offsets_at(backward), source + packed_offsets_at(forward) + half * sizeof(float),
                   bytes);
            for (size_t step = 0; step < packed_word_steps; step++) {
                for (size_t lane = 0; lane < selkie_tile_width; lane++) {
                    const int code = code_at(source + packed_codes_at(forward), forward,
                                             column % forward.group + lane, half + step);
                    place_code(group + packed_codes_at(backward), backward, step, lane, code);
                }
            }
            group += packed_group_bytes(backward);
        }
    }
}

void selkie_packed_row(float *out, selkie_packed_layout forward, const void *tile, size_t row, size_t inner) {
    const uint8_t *group = tile;
    for (size_t k = 0; k < inner; group += packed_group_bytes(forward)) {
        float scale, offset;
        memcpy(&scale, group + row * sizeof(float), sizeof scale);
        memcpy(&offset, group + packed_offsets_at(forward) + row * sizeof(float), sizeof offset);
        for (size_t step = 0; step < forward.group; step++, k++) {
            const int code = code_at(group + packed_codes_at(forward), forward, step, row);
            out[k] = scale * (float)code + offset;
        }
    }
}
