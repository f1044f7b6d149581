// What plain loops share. Each is compiled once for every path, under the path's target, and the compiler vectorises
// it for the instructions that are there.
#ifndef SELKIE_MATH_H
#define SELKIE_MATH_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// Lets the sums of one function body be reassociated, which vectorising a reduction needs. NaN and
/// infinity keep their meaning, unlike under -ffast-math.
#define SELKIE_REASSOCIATE _Pragma("clang fp reassociate(on) contract(fast)")

/// exp(x) to about 2 units in the last place; saturates outside [-87.3, 88.3] instead of reaching
/// denormals or infinity; NaN stays NaN. Source: range reduction by ln 2 in two parts and a degree-5
/// minimax polynomial (Cephes, expf).
static inline __attribute__((always_inline)) float selkie_exp(float x) {
    float clamped = x > 88.3f ? 88.3f : x;
    clamped = clamped < -87.3f ? -87.3f : clamped;
    float n = __builtin_rintf(clamped * 1.44269504088896341f);
    float r = clamped - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    // NaN has no integer, and p carries it.
    int32_t bits = ((int32_t)(n == n ? n : 0.0f) + 127) << 23;
    float scale;
    memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

/// 1 / (1 + exp(-x)); NaN stays NaN.
static inline __attribute__((always_inline)) float selkie_sigmoid(float x) { return 1.0f / (1.0f + selkie_exp(-x)); }

/// The largest of `count` floats, NaN left out; minus infinity when there is none. Lanes, since the compiler does not
/// make vectors of a comparison whose order NaN could tell.
static inline __attribute__((always_inline)) float selkie_largest(const float *x, size_t count) {
    enum { lanes = 32 };
    float best[lanes];
    for (size_t j = 0; j < lanes; j++) best[j] = -INFINITY;
    size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (size_t j = 0; j < lanes; j++) best[j] = x[i + j] > best[j] ? x[i + j] : best[j];
    }
    for (; i < count; i++) best[0] = x[i] > best[0] ? x[i] : best[0];
    for (size_t j = 1; j < lanes; j++) best[0] = best[j] > best[0] ? best[j] : best[0];
    return best[0];
}

#endif
