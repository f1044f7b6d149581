#ifndef SELKIE_GEMM_H
#define SELKIE_GEMM_H
#include <stddef.h>

/// 1 when this processor has the instructions that the product below is written for (AVX-512), else 0.
int selkie_gemm_is_available(void);

/// c = alpha * a · bᵀ, or c += … with `accumulate` non-zero. c: [m, n], a: [m, k], b: [n, k], row-major with strides.
/// For few rows: b is read once and as it lies, where a general product copies it first, which costs more than the
/// product itself when m is small. Cost: 2 * m * n * k operations.
void selkie_gemm_transposed(float *c, size_t c_stride, const float *a, size_t a_stride, const float *b,
                            size_t b_stride, size_t m, size_t n, size_t k, float alpha, int accumulate);
#endif
