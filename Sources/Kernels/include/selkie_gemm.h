#ifndef SELKIE_GEMM_H
#define SELKIE_GEMM_H
#include <stddef.h>

/// c = alpha * a · bᵀ, or c += … with `accumulate` non-zero. c: [m, n], a: [m, k], b: [n, k], row-major with strides.
/// For few rows: b is read once and as it lies, where a general product copies it first, which costs more than the
/// product itself when m is small. Cost: 2 * m * n * k operations.
void selkie_gemm_transposed(float *c, size_t c_stride, const float *a, size_t a_stride, const float *b,
                            size_t b_stride, size_t m, size_t n, size_t k, float alpha, int accumulate);

/// c = alpha * op(a) · b, or c += … with `accumulate` non-zero, for sums so short that the rows of b which a tile needs
/// stay in the first cache. c: [m, n], b: [k, n], row-major with strides; element (i, p) of op(a) lies at a[i * a_row +
/// p * a_step], so that a can be read as it lies or transposed. Cost: 2 * m * n * k operations.
void selkie_gemm_plain(float *c, size_t c_stride, const float *a, size_t a_row, size_t a_step, const float *b,
                       size_t b_stride, size_t m, size_t n, size_t k, float alpha, int accumulate);
#endif
