// Expansion of every stored element type to single precision.

#include "selkie_dequantize.h"

#include "quantized_blocks.h"

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

/// Expands blocks whose sizes, and whether they have offsets, are constants where it is called.
static inline __attribute__((always_inline)) void expand(float *restrict out, const uint8_t *restrict in, size_t count,
                                                         unpack_function *unpack, const size_t block_size,
                                                         const size_t bytes, const size_t group,
                                                         const int has_offsets) {
    for (size_t b = 0; b < count; b++, in += bytes) {
        int8_t codes[256];
        float scales[16], offsets[16];
        unpack(codes, scales, offsets, in);
        for (size_t g = 0; g < block_size / group; g++, out += group) {
            const int8_t *code = codes + g * group;
            if (has_offsets) {
                for (size_t i = 0; i < group; i++) out[i] = scales[g] * (float)code[i] + offsets[g];
            } else {
                for (size_t i = 0; i < group; i++) out[i] = scales[g] * (float)code[i];
            }
        }
    }
}

#define QUANTIZED(type, block_size, bytes, group, has_offsets)                                           \
    void selkie_dequantize_##type(float *out, const void *blocks, size_t block_count) {                  \
        expand(out, blocks, block_count, unpack_##type, block_size, bytes, group, has_offsets);          \
    }                                                                                                    \
    static void codes_##type(int8_t *codes, float *scales, float *offsets, const void *block) {          \
        unpack_##type(codes, scales, offsets, block);                                                    \
        for (size_t g = 0; !(has_offsets) && g < (block_size) / (group); g++) offsets[g] = 0.0f;         \
    }

QUANTIZED(q4_0, 32, 18, 32, 0)
QUANTIZED(q4_1, 32, 20, 32, 1)
QUANTIZED(q5_0, 32, 22, 32, 0)
QUANTIZED(q5_1, 32, 24, 32, 1)
QUANTIZED(q8_0, 32, 34, 32, 0)
QUANTIZED(q4_K, 256, 144, 32, 1)
QUANTIZED(q5_K, 256, 176, 32, 1)
QUANTIZED(q6_K, 256, 210, 16, 0)

static const selkie_block_format formats[] = {
    {"F32", 1, 4, selkie_dequantize_f32, 1, SELKIE_CODE_NONE, NULL},
    {"F16", 1, 2, selkie_dequantize_f16, 16, SELKIE_CODE_HALF, NULL},
    {"BF16", 1, 2, selkie_dequantize_bf16, 16, SELKIE_CODE_BFLOAT, NULL},
    {"Q4_0", 32, 18, selkie_dequantize_q4_0, 32, SELKIE_CODE_NIBBLE, codes_q4_0},
    {"Q4_1", 32, 20, selkie_dequantize_q4_1, 32, SELKIE_CODE_NIBBLE_OFFSET, codes_q4_1},
    {"Q5_0", 32, 22, selkie_dequantize_q5_0, 32, SELKIE_CODE_BYTE, codes_q5_0},
    {"Q5_1", 32, 24, selkie_dequantize_q5_1, 32, SELKIE_CODE_BYTE_OFFSET, codes_q5_1},
    {"Q8_0", 32, 34, selkie_dequantize_q8_0, 32, SELKIE_CODE_BYTE, codes_q8_0},
    {"Q4_K", 256, 144, selkie_dequantize_q4_K, 32, SELKIE_CODE_NIBBLE_OFFSET, codes_q4_K},
    {"Q5_K", 256, 176, selkie_dequantize_q5_K, 32, SELKIE_CODE_BYTE_OFFSET, codes_q5_K},
    {"Q6_K", 256, 210, selkie_dequantize_q6_K, 16, SELKIE_CODE_BYTE, codes_q6_K},
};

const selkie_block_format *selkie_block_format_named(const char *name) {
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            return &formats[i];
        }
    }
    return NULL;
}
