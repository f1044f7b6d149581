// Expansion of every stored element type to single precision. The layouts are those of ggml's block types: a
// block holds its scales as half-precision numbers and the elements as packed bits, low nibbles first.
//
// Loops run over whole groups of 16 or 32 elements with constant bounds, so that the compiler vectorises
// them.

#include "selkie_dequantize.h"

#include <stdint.h>
#include <string.h>

// The reference rounds after each product and each sum.
#pragma STDC FP_CONTRACT OFF

static inline float float_from_bits(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

// Half to single precision without branches. Subnormal halves are normalised by a subtraction of normal
// numbers, so that the result does not depend on whether the processor flushes subnormals.
static inline float float_from_half(uint16_t half) {
    const uint32_t exponent_mask = 0x7C00u << 13;
    uint32_t magnitude = (uint32_t)(half & 0x7FFFu) << 13;
    uint32_t exponent = magnitude & exponent_mask;
    uint32_t sign = (uint32_t)(half & 0x8000u) << 16;
    uint32_t normal = magnitude + ((127u - 15u) << 23);
    uint32_t special = normal + ((128u - 16u) << 23);
    float lifted = float_from_bits(normal + (1u << 23)) - float_from_bits(113u << 23);
    uint32_t subnormal;
    memcpy(&subnormal, &lifted, sizeof subnormal);
    uint32_t bits = exponent == exponent_mask ? special : exponent == 0 ? subnormal : normal;
    return float_from_bits(bits | sign);
}

static inline float load_half(const uint8_t *bytes) {
    return float_from_half((uint16_t)(bytes[0] | bytes[1] << 8));
}

void selkie_dequantize_f32(float *out, const void *blocks, size_t block_count) {
    memcpy(out, blocks, block_count * sizeof *out);
}

void selkie_dequantize_f16(float *restrict out, const void *restrict blocks, size_t block_count) {
    const uint8_t *in = blocks;
    for (size_t i = 0; i < block_count; i++) {
        uint16_t half;
        memcpy(&half, in + 2 * i, sizeof half);
        out[i] = float_from_half(half);
    }
}

void selkie_dequantize_bf16(float *restrict out, const void *restrict blocks, size_t block_count) {
    const uint8_t *in = blocks;
    for (size_t i = 0; i < block_count; i++) {
        uint16_t upper;
        memcpy(&upper, in + 2 * i, sizeof upper);
        out[i] = float_from_bits((uint32_t)upper << 16);
    }
}

void selkie_dequantize_q4_0(float *restrict out, const void *restrict blocks, size_t block_count) {
    const uint8_t *in = blocks;
    for (size_t b = 0; b < block_count; b++, in += 18, out += 32) {
        const float scale = load_half(in);
        const uint8_t *packed = in + 2;
        for (int i = 0; i < 16; i++) {
            out[i] = scale * (float)((packed[i] & 0x0F) - 8);
            out[i + 16] = scale * (float)((packed[i] >> 4) - 8);
        }
    }
}

void selkie_dequantize_q4_1(float *restrict out, const void *restrict blocks, size_t block_count) {
    const uint8_t *in = blocks;
    for (size_t b = 0; b < block_count; b++, in += 20, out += 32) {
        const float scale = load_half(in);
        const float minimum = load_half(in + 2);
        const uint8_t *packed = in + 4;
        for (int i = 0; i < 16; i++) {
            out[i] = scale * (float)(packed[i] & 0x0F) + minimum;
            out[i + 16] = scale * (float)(packed[i] >> 4) + minimum;
        }
    }
}

static inline uint32_t load_bits(const uint8_t *bytes) {
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

void selkie_dequantize_q5_0(float *restrict out, const void *restrict blocks, size_t block_count) {
    const uint8_t *in = blocks;
    for (size_t b = 0; b < block_count; b++, in += 22, out += 32) {
        const float scale = load_half(in);
        const uint32_t fifth = load_bits(in + 2);
        const uint8_t *packed = in + 6;
        for (int i = 0; i < 16; i++) {
            const int low = (packed[i] & 0x0F) | (int)(fifth >> i & 1) << 4;
            const int high = packed[i] >> 4 | (int)(fifth >> (i + 16) & 1) << 4;
            out[i] = scale * (float)(low - 16);
            out[i + 16] = scale * (float)(high - 16);
        }
    }
}

void selkie_dequantize_q5_1(float *restrict out, const void *restrict blocks, size_t block_count) {
    const uint8_t *in = blocks;
    for (size_t b = 0; b < block_count; b++, in += 24, out += 32) {
        const float scale = load_half(in);
        const float minimum = load_half(in + 2);
        const uint32_t fifth = load_bits(in + 4);
        const uint8_t *packed = in + 8;
        for (int i = 0; i < 16; i++) {
            const int low = (packed[i] & 0x0F) | (int)(fifth >> i & 1) << 4;
            const int high = packed[i] >> 4 | (int)(fifth >> (i + 16) & 1) << 4;
            out[i] = scale * (float)low + minimum;
            out[i + 16] = scale * (float)high + minimum;
        }
    }
}

void selkie_dequantize_q8_0(float *restrict out, const void *restrict blocks, size_t block_count) {
    const uint8_t *in = blocks;
    for (size_t b = 0; b < block_count; b++, in += 34, out += 32) {
        const float scale = load_half(in);
        const int8_t *elements = (const int8_t *)(in + 2);
        for (int i = 0; i < 32; i++) {
            out[i] = scale * (float)elements[i];
        }
    }
}

// The eight 6-bit scales and minima of a K-quant block in 12 bytes: bytes 0-3 and 4-7 hold the scales and
// minima of the groups 0-3 in their lower 6 bits, bytes 8-11 the lower 4 bits of the groups 4-7, whose upper
// 2 bits fill the first eight bytes.
static inline void unpack_scales(uint8_t *restrict scales, uint8_t *restrict minima,
                                 const uint8_t *restrict packed) {
    for (int g = 0; g < 4; g++) {
        scales[g] = packed[g] & 0x3F;
        minima[g] = packed[g + 4] & 0x3F;
        scales[g + 4] = (uint8_t)((packed[g + 8] & 0x0F) | (packed[g] >> 6) << 4);
        minima[g + 4] = (uint8_t)((packed[g + 8] >> 4) | (packed[g + 4] >> 6) << 4);
    }
}

void selkie_dequantize_q4_K(float *restrict out, const void *restrict blocks, size_t block_count) {
    const uint8_t *in = blocks;
    for (size_t b = 0; b < block_count; b++, in += 144) {
        const float scale = load_half(in);
        const float minimum = load_half(in + 2);
        uint8_t scales[8], minima[8];
        unpack_scales(scales, minima, in + 4);
        const uint8_t *packed = in + 16;
        for (int g = 0; g < 8; g += 2, packed += 32, out += 64) {
            const float low_scale = scale * (float)scales[g];
            const float low_minimum = minimum * (float)minima[g];
            const float high_scale = scale * (float)scales[g + 1];
            const float high_minimum = minimum * (float)minima[g + 1];
            for (int i = 0; i < 32; i++) {
                out[i] = low_scale * (float)(packed[i] & 0x0F) - low_minimum;
                out[i + 32] = high_scale * (float)(packed[i] >> 4) - high_minimum;
            }
        }
    }
}

void selkie_dequantize_q5_K(float *restrict out, const void *restrict blocks, size_t block_count) {
    const uint8_t *in = blocks;
    for (size_t b = 0; b < block_count; b++, in += 176) {
        const float scale = load_half(in);
        const float minimum = load_half(in + 2);
        uint8_t scales[8], minima[8];
        unpack_scales(scales, minima, in + 4);
        const uint8_t *fifth = in + 16;
        const uint8_t *packed = in + 48;
        for (int g = 0; g < 8; g += 2, packed += 32, out += 64) {
            const float low_scale = scale * (float)scales[g];
            const float low_minimum = minimum * (float)minima[g];
            const float high_scale = scale * (float)scales[g + 1];
            const float high_minimum = minimum * (float)minima[g + 1];
            for (int i = 0; i < 32; i++) {
                const int low = (packed[i] & 0x0F) | (fifth[i] >> g & 1) << 4;
                const int high = packed[i] >> 4 | (fifth[i] >> (g + 1) & 1) << 4;
                out[i] = low_scale * (float)low - low_minimum;
                out[i + 32] = high_scale * (float)high - high_minimum;
            }
        }
    }
}

void selkie_dequantize_q6_K(float *restrict out, const void *restrict blocks, size_t block_count) {
    const uint8_t *in = blocks;
    for (size_t b = 0; b < block_count; b++, in += 210) {
        const uint8_t *lower = in;
        const uint8_t *upper = in + 128;
        const int8_t *scales = (const int8_t *)(in + 192);
        const float scale = load_half(in + 208);
        // Each half of the block has four groups of 32: the low nibbles of 64 bytes, then their high nibbles.
        for (int half = 0; half < 2; half++, lower += 64, upper += 32, scales += 8, out += 128) {
            for (int part = 0; part < 2; part++) {
                const float first = scale * (float)scales[part], second = scale * (float)scales[part + 2];
                const float third = scale * (float)scales[part + 4], fourth = scale * (float)scales[part + 6];
                const uint8_t *nibbles = lower + 16 * part, *pairs = upper + 16 * part;
                float *group = out + 16 * part;
                for (int i = 0; i < 16; i++) {
                    const int q0 = (nibbles[i] & 0x0F) | (pairs[i] & 3) << 4;
                    const int q1 = (nibbles[i + 32] & 0x0F) | (pairs[i] >> 2 & 3) << 4;
                    const int q2 = nibbles[i] >> 4 | (pairs[i] >> 4 & 3) << 4;
                    const int q3 = nibbles[i + 32] >> 4 | (pairs[i] >> 6) << 4;
                    group[i] = first * (float)(q0 - 32);
                    group[i + 32] = second * (float)(q1 - 32);
                    group[i + 64] = third * (float)(q2 - 32);
                    group[i + 96] = fourth * (float)(q3 - 32);
                }
            }
        }
    }
}

static const selkie_block_format formats[] = {
    {"F32", 1, 4, selkie_dequantize_f32},        {"F16", 1, 2, selkie_dequantize_f16},
    {"BF16", 1, 2, selkie_dequantize_bf16},      {"Q4_0", 32, 18, selkie_dequantize_q4_0},
    {"Q4_1", 32, 20, selkie_dequantize_q4_1},    {"Q5_0", 32, 22, selkie_dequantize_q5_0},
    {"Q5_1", 32, 24, selkie_dequantize_q5_1},    {"Q8_0", 32, 34, selkie_dequantize_q8_0},
    {"Q4_K", 256, 144, selkie_dequantize_q4_K},  {"Q5_K", 256, 176, selkie_dequantize_q5_K},
    {"Q6_K", 256, 210, selkie_dequantize_q6_K},
};

const selkie_block_format *selkie_block_format_named(const char *name) {
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            return &formats[i];
        }
    }
    return NULL;
}
