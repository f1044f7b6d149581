#ifndef SELKIE_DEQUANTIZE_H
#define SELKIE_DEQUANTIZE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Expands stored elements to single precision. out: [block_count * block_size] floats. blocks: [block_count
/// * bytes_per_block] bytes as they lie in the file, which need not be aligned and must not overlap out.
/// Every result is bitwise what the format's reference computes: products and sums are rounded one by one,
/// never fused. Cost: about 2 operations an element; bound by memory.
typedef void selkie_dequantize_function(float *out, const void *blocks, size_t block_count);

selkie_dequantize_function selkie_dequantize_f32;
selkie_dequantize_function selkie_dequantize_f16;
selkie_dequantize_function selkie_dequantize_bf16;
selkie_dequantize_function selkie_dequantize_q4_0;
selkie_dequantize_function selkie_dequantize_q4_1;
selkie_dequantize_function selkie_dequantize_q5_0;
selkie_dequantize_function selkie_dequantize_q5_1;
selkie_dequantize_function selkie_dequantize_q8_0;
selkie_dequantize_function selkie_dequantize_q4_K;
selkie_dequantize_function selkie_dequantize_q5_K;
selkie_dequantize_function selkie_dequantize_q6_K;

/// Takes one block apart: element i is scales[i / group_size] * codes[i] + offsets[i / group_size]. codes: [block_size];
/// scales, offsets: [block_size / group_size].
typedef void selkie_codes_function(int8_t *codes, float *scales, float *offsets, const void *block);

/// How the elements of a packed weight are coded: in four bits or eight, with a scale for each group, and an offset too
/// where the type has one; or in sixteen bits that are a float by themselves.
typedef enum selkie_code {
    /// Of four bits, stored from 0 to 15: scale * (code - 8).
    SELKIE_CODE_NIBBLE,
    /// Of four bits from 0 to 15: scale * code + offset.
    SELKIE_CODE_NIBBLE_OFFSET,
    /// Of eight bits with sign: scale * code.
    SELKIE_CODE_BYTE,
    /// Of eight bits with sign: scale * code + offset.
    SELKIE_CODE_BYTE_OFFSET,
    /// Half-precision floats.
    SELKIE_CODE_HALF,
    /// The upper halves of single-precision floats.
    SELKIE_CODE_BFLOAT,
    /// Not packed: single-precision floats.
    SELKIE_CODE_NONE,
} selkie_code;

enum { selkie_code_count = SELKIE_CODE_NONE };

/// How the elements of a stored tensor are grouped and expanded.
typedef struct selkie_block_format {
    /// Name of the type as GGUF tools print it: "F32", "Q4_1", "Q6_K".
    const char *name;
    /// Elements in one block.
    size_t block_size;
    /// Bytes of one block.
    size_t bytes_per_block;
    /// Expands blocks of this type.
    selkie_dequantize_function *dequantize;
    /// Elements that share a scale; of types without, as many as are packed together.
    size_t group_size;
    /// How a packed weight codes them.
    selkie_code code;
    /// Takes one block apart; NULL for types that are not quantized.
    selkie_codes_function *codes;
} selkie_block_format;

/// The format of that name, or NULL when there is none. The result lives as long as the program.
const selkie_block_format *selkie_block_format_named(const char *name);

#ifdef __cplusplus
}
#endif

#endif
