// The stored blocks of every quantized type, taken apart: an element is scale * code + offset, where scale and
// offset belong to a group of elements. The layouts are those of ggml's block types: a block holds its scales
// as half-precision numbers and the elements as packed bits, low nibbles first.
//
// Each function unpacks one block. Loops run over whole groups with constant bounds, so that the compiler
// vectorises them.
#ifndef SELKIE_QUANTIZED_BLOCKS_H
#define SELKIE_QUANTIZED_BLOCKS_H

#include "half.h"

// The reference rounds after each product and each sum.
#pragma STDC FP_CONTRACT OFF

/// codes: [block size]. scales, offsets: one for each group of the block; offsets are left alone by types
/// without them.
typedef void unpack_function(int8_t *restrict codes, float *restrict scales, float *restrict offsets,
                             const uint8_t *restrict block);

static inline void unpack_q4_0(int8_t *restrict codes, float *restrict scales, float *restrict offsets,
                               const uint8_t *restrict block) {
    (void)offsets;
    scales[0] = load_half(block);
    for (int i = 0; i < 16; i++) {
        codes[i] = (int8_t)((block[2 + i] & 0x0F) - 8);
        codes[i + 16] = (int8_t)((block[2 + i] >> 4) - 8);
    }
}

static inline void unpack_q4_1(int8_t *restrict codes, float *restrict scales, float *restrict offsets,
                               const uint8_t *restrict block) {
    scales[0] = load_half(block);
    offsets[0] = load_half(block + 2);
    for (int i = 0; i < 16; i++) {
        codes[i] = (int8_t)(block[4 + i] & 0x0F);
        codes[i + 16] = (int8_t)(block[4 + i] >> 4);
    }
}

static inline uint32_t load_bits(const uint8_t *bytes) {
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/// 32 elements of five bits: nibbles, and their fifth bits in `fifth`.
static inline void unpack_five_bits(int8_t *restrict codes, uint32_t fifth, const uint8_t *restrict packed,
                                    int zero) {
    for (int i = 0; i < 16; i++) {
        codes[i] = (int8_t)(((packed[i] & 0x0F) | (int)(fifth >> i & 1) << 4) - zero);
        codes[i + 16] = (int8_t)((packed[i] >> 4 | (int)(fifth >> (i + 16) & 1) << 4) - zero);
    }
}

static inline void unpack_q5_0(int8_t *restrict codes, float *restrict scales, float *restrict offsets,
                               const uint8_t *restrict block) {
    (void)offsets;
    scales[0] = load_half(block);
    unpack_five_bits(codes, load_bits(block + 2), block + 6, 16);
}

static inline void unpack_q5_1(int8_t *restrict codes, float *restrict scales, float *restrict offsets,
                               const uint8_t *restrict block) {
    scales[0] = load_half(block);
    offsets[0] = load_half(block + 2);
    unpack_five_bits(codes, load_bits(block + 4), block + 8, 0);
}

static inline void unpack_q8_0(int8_t *restrict codes, float *restrict scales, float *restrict offsets,
                               const uint8_t *restrict block) {
    (void)offsets;
    scales[0] = load_half(block);
    memcpy(codes, block + 2, 32);
}

/// The scale and offset of each of the eight groups of a K-quant block, from 6-bit factors in 12 bytes: bytes
/// 0-3 and 4-7 hold the scales and minima of the groups 0-3 in their lower 6 bits, bytes 8-11 the lower 4 bits
/// of the groups 4-7, whose upper 2 bits fill the first eight bytes. A minimum is subtracted.
static inline void unpack_factors(float *restrict scales, float *restrict offsets,
                                  const uint8_t *restrict block) {
    const float scale = load_half(block);
    const float minimum = load_half(block + 2);
    const uint8_t *packed = block + 4;
    for (int g = 0; g < 4; g++) {
        scales[g] = scale * (float)(packed[g] & 0x3F);
        offsets[g] = -(minimum * (float)(packed[g + 4] & 0x3F));
        scales[g + 4] = scale * (float)((packed[g + 8] & 0x0F) | (packed[g] >> 6) << 4);
        offsets[g + 4] = -(minimum * (float)((packed[g + 8] >> 4) | (packed[g + 4] >> 6) << 4));
    }
}

static inline void unpack_q4_K(int8_t *restrict codes, float *restrict scales, float *restrict offsets,
                               const uint8_t *restrict block) {
    unpack_factors(scales, offsets, block);
    const uint8_t *packed = block + 16;
    for (int pair = 0; pair < 4; pair++, packed += 32, codes += 64) {
        for (int i = 0; i < 32; i++) {
            codes[i] = (int8_t)(packed[i] & 0x0F);
            codes[i + 32] = (int8_t)(packed[i] >> 4);
        }
    }
}

static inline void unpack_q5_K(int8_t *restrict codes, float *restrict scales, float *restrict offsets,
                               const uint8_t *restrict block) {
    unpack_factors(scales, offsets, block);
    const uint8_t *fifth = block + 16;
    const uint8_t *packed = block + 48;
    for (int g = 0; g < 8; g += 2, packed += 32, codes += 64) {
        for (int i = 0; i < 32; i++) {
            codes[i] = (int8_t)((packed[i] & 0x0F) | (fifth[i] >> g & 1) << 4);
            codes[i + 32] = (int8_t)(packed[i] >> 4 | (fifth[i] >> (g + 1) & 1) << 4);
        }
    }
}

static inline void unpack_q6_K(int8_t *restrict codes, float *restrict scales, float *restrict offsets,
                               const uint8_t *restrict block) {
    (void)offsets;
    const float scale = load_half(block + 208);
    const int8_t *factors = (const int8_t *)(block + 192);
    for (int g = 0; g < 16; g++) scales[g] = scale * (float)factors[g];
    // Each half of the block has four runs of 32: the low nibbles of 64 bytes, then their high nibbles.
    const uint8_t *lower = block;
    const uint8_t *upper = block + 128;
    for (int half = 0; half < 2; half++, lower += 64, upper += 32, codes += 128) {
        for (int i = 0; i < 32; i++) {
            codes[i] = (int8_t)(((lower[i] & 0x0F) | (upper[i] & 3) << 4) - 32);
            codes[i + 32] = (int8_t)(((lower[i + 32] & 0x0F) | (upper[i] >> 2 & 3) << 4) - 32);
            codes[i + 64] = (int8_t)((lower[i] >> 4 | (upper[i] >> 4 & 3) << 4) - 32);
            codes[i + 96] = (int8_t)((lower[i + 32] >> 4 | (upper[i] >> 6) << 4) - 32);
        }
    }
}

#endif
