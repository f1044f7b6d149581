#ifndef SELKIE_SWIGLU_H
#define SELKIE_SWIGLU_H
#include <stddef.h>

/// The activation of a gated feed-forward layer.
typedef enum {
    SELKIE_SILU = 0,      ///< x * sigmoid(x): llama, qwen2, qwen3
    SELKIE_GELU_TANH = 1  ///< the tanh form of GELU: gemma3
} selkie_activation;

/// out = activation(gate) * up. gate_up: [rows, 2 * width] with stride, gate first. out: [rows, width].
/// Source: arXiv 2002.05202.
void selkie_swiglu_forward(float *out, size_t out_stride, const float *gate_up, size_t gate_up_stride,
                           selkie_activation activation, size_t rows, size_t width);

/// Gradient of `selkie_swiglu_forward`: d_gate_up: [rows, 2 * width], stored, may be the memory of gate_up.
/// d_out: [rows, width].
void selkie_swiglu_backward(float *d_gate_up, size_t d_gate_up_stride, const float *d_out, size_t d_out_stride,
                            const float *gate_up, size_t gate_up_stride, selkie_activation activation, size_t rows,
                            size_t width);
#endif
