#ifndef SELKIE_RMSNORM_H
#define SELKIE_RMSNORM_H
#include <stddef.h>

/// Scaled RMS normalisation of each row: out[r] = in[r] * inverse_rms[r] * weight.
/// out, in: [rows, width] with strides, may be the same. weight: [width]. inverse_rms: [rows], kept for
/// backward. A row whose sum of squares overflows becomes NaN, as one that holds NaN does. Cost: 4 * rows * width
/// operations. Source: arXiv 1910.07467, section 3.
void selkie_rmsnorm_forward(float *out, size_t out_stride, float *inverse_rms, const float *in, size_t in_stride,
                            const float *weight, float epsilon, size_t rows, size_t width);

/// out[r] = in[r] * inverse_rms[r] * weight, with the inverse_rms that forward kept.
void selkie_rmsnorm_apply(float *out, size_t out_stride, const float *inverse_rms, const float *in, size_t in_stride,
                          const float *weight, size_t rows, size_t width);

/// Gradient of `selkie_rmsnorm_forward` to its input. With `accumulate` non-zero it is added to d_in,
/// else stored. d_in may be the same memory as d_out. in: forward's input.
void selkie_rmsnorm_backward(float *d_in, size_t d_in_stride, const float *d_out, size_t d_out_stride,
                             const float *in, size_t in_stride, const float *weight, const float *inverse_rms,
                             int accumulate, size_t rows, size_t width);
#endif
