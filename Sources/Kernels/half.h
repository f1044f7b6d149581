// Half to single precision, exactly.
#ifndef SELKIE_HALF_H
#define SELKIE_HALF_H

#include <stdint.h>
#include <string.h>

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

#endif
