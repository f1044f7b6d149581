#ifndef SELKIE_ISA_H
#define SELKIE_ISA_H

#include "selkie_adamw.h"
#include "selkie_attention.h"
#include "selkie_cross_entropy.h"
#include "selkie_elementwise.h"
#include "selkie_gemm.h"
#include "selkie_packed.h"
#include "selkie_probe.h"
#include "selkie_rmsnorm.h"
#include "selkie_rope.h"
#include "selkie_swiglu.h"

/// The instruction sets that kernels are written for, each a path of its own through all of them.
typedef enum selkie_isa {
    /// What every processor of the architecture has, through the compiler's vectors.
    SELKIE_ISA_PORTABLE = 0,
    /// x86-64-v3: AVX2, FMA and F16C.
    SELKIE_ISA_AVX2 = 1,
    /// x86-64-v4: AVX-512 with F, VL, DQ, BW and CD.
    SELKIE_ISA_AVX512 = 2,
    /// 64-bit ARM.
    SELKIE_ISA_NEON = 3,
} selkie_isa;

enum { selkie_isa_count = 4 };

/// Its name, as the variable SELKIE_ISA spells it: "portable", "avx2", "avx512", "neon".
const char *selkie_isa_name(selkie_isa isa);

/// 1 when this processor can run it, else 0.
int selkie_isa_is_supported(selkie_isa isa);

/// The one that kernels run with: what SELKIE_ISA says when this processor can run it, else the widest that it can.
/// Read once, at the first call.
selkie_isa selkie_isa_current(void);

/// Every kernel that is compiled or written for each instruction set: result, name, parameters, arguments. The
/// functions named selkie_… call the path in use; their headers say what they do.
#define SELKIE_EACH_KERNEL(X)                                                                                         \
    X(void, adamw,                                                                                                    \
      (float *parameters, const float *gradients, float *first, float *second, size_t count, float learning_rate,     \
       float beta1, float beta2, float epsilon, float weight_decay, float gradient_scale, long step),                 \
      (parameters, gradients, first, second, count, learning_rate, beta1, beta2, epsilon, weight_decay,               \
       gradient_scale, step))                                                                                         \
    X(double, sum_of_squares, (const float *x, size_t count), (x, count))                                             \
    X(void, attention_softmax,                                                                                        \
      (float *scores, size_t stride, float scale, size_t first, size_t window, size_t rows, size_t keys),             \
      (scores, stride, scale, first, window, rows, keys))                                                             \
    X(void, attention_softmax_backward,                                                                               \
      (float *d_probabilities, size_t stride, const float *probabilities, float scale, size_t rows, size_t keys),     \
      (d_probabilities, stride, probabilities, scale, rows, keys))                                                    \
    X(void, attention_decode,                                                                                         \
      (float *out, const float *query, const selkie_kv_segment *segments, size_t segment_count, size_t key_offset,    \
       float scale, size_t window, size_t heads, size_t head_width, float *scratch),                                  \
      (out, query, segments, segment_count, key_offset, scale, window, heads, head_width, scratch))                   \
    X(void, cross_entropy,                                                                                            \
      (float *losses, float *logits, size_t stride, const int32_t *targets, const float *d_scale, size_t rows,        \
       size_t vocabulary),                                                                                            \
      (losses, logits, stride, targets, d_scale, rows, vocabulary))                                                   \
    X(size_t, argmax, (const float *logits, size_t vocabulary), (logits, vocabulary))                                 \
    X(void, softmax, (float *x, float inverse_temperature, size_t vocabulary), (x, inverse_temperature, vocabulary))  \
    X(void, add, (float *out, size_t out_stride, const float *in, size_t in_stride, size_t rows, size_t width),       \
      (out, out_stride, in, in_stride, rows, width))                                                                  \
    X(void, add_bias, (float *x, size_t stride, const float *bias, size_t rows, size_t width),                        \
      (x, stride, bias, rows, width))                                                                                 \
    X(void, embed,                                                                                                    \
      (float *out, size_t out_stride, const float *table, size_t table_stride, const int32_t *ids, float scale,       \
       size_t rows, size_t width),                                                                                    \
      (out, out_stride, table, table_stride, ids, scale, rows, width))                                                \
    X(int, all_finite, (const float *x, size_t count), (x, count))                                                    \
    X(void, gemm_transposed,                                                                                          \
      (float *c, size_t c_stride, const float *a, size_t a_stride, const float *b, size_t b_stride, size_t m,         \
       size_t n, size_t k, float alpha, int accumulate),                                                              \
      (c, c_stride, a, a_stride, b, b_stride, m, n, k, alpha, accumulate))                                            \
    X(void, gemm_plain,                                                                                               \
      (float *c, size_t c_stride, const float *a, size_t a_row, size_t a_step, const float *b, size_t b_stride,       \
       size_t m, size_t n, size_t k, float alpha, int accumulate),                                                    \
      (c, c_stride, a, a_row, a_step, b, b_stride, m, n, k, alpha, accumulate))                                       \
    X(void, packed_panel,                                                                                             \
      (float *panel, selkie_direction direction, const float *x, size_t x_stride, size_t rows, size_t steps,          \
       size_t first, size_t end),                                                                                     \
      (panel, direction, x, x_stride, rows, steps, first, end))                                                       \
    X(void, packed_multiply,                                                                                          \
      (float *c, size_t c_stride, const float *panel, const void *tiles, selkie_packed_layout layout, size_t rows,    \
       size_t columns, size_t steps, int accumulate),                                                                 \
      (c, c_stride, panel, tiles, layout, rows, columns, steps, accumulate))                                          \
    X(void, packed_multiply_backward,                                                                                 \
      (float *c, size_t c_stride, const float *panel, const void *tiles, selkie_packed_layout layout, size_t rows,    \
       size_t first, size_t end, size_t steps, size_t inner, int accumulate),                                         \
      (c, c_stride, panel, tiles, layout, rows, first, end, steps, inner, accumulate))                                \
    X(double, probe_multiply_adds, (size_t rounds, float *sink), (rounds, sink))                                      \
    X(float, probe_read, (const float *memory, size_t count), (memory, count))                                        \
    X(void, rmsnorm_forward,                                                                                          \
      (float *out, size_t out_stride, float *inverse_rms, const float *in, size_t in_stride, const float *weight,     \
       float epsilon, size_t rows, size_t width),                                                                     \
      (out, out_stride, inverse_rms, in, in_stride, weight, epsilon, rows, width))                                    \
    X(void, rmsnorm_apply,                                                                                            \
      (float *out, size_t out_stride, const float *inverse_rms, const float *in, size_t in_stride,                    \
       const float *weight, size_t rows, size_t width),                                                               \
      (out, out_stride, inverse_rms, in, in_stride, weight, rows, width))                                             \
    X(void, rmsnorm_backward,                                                                                         \
      (float *d_in, size_t d_in_stride, const float *d_out, size_t d_out_stride, const float *in, size_t in_stride,   \
       const float *weight, const float *inverse_rms, int accumulate, size_t rows, size_t width),                     \
      (d_in, d_in_stride, d_out, d_out_stride, in, in_stride, weight, inverse_rms, accumulate, rows, width))          \
    X(void, rope,                                                                                                     \
      (float *x, size_t stride, const int32_t *positions, const float *cosines, const float *sines, float direction,  \
       size_t rows, size_t heads, size_t head_width),                                                                 \
      (x, stride, positions, cosines, sines, direction, rows, heads, head_width))                                     \
    X(void, swiglu_forward,                                                                                           \
      (float *out, size_t out_stride, const float *gate_up, size_t gate_up_stride, selkie_activation activation,      \
       size_t rows, size_t width),                                                                                    \
      (out, out_stride, gate_up, gate_up_stride, activation, rows, width))                                            \
    X(void, swiglu_backward,                                                                                          \
      (float *d_gate_up, size_t d_gate_up_stride, const float *d_out, size_t d_out_stride, const float *gate_up,      \
       size_t gate_up_stride, selkie_activation activation, size_t rows, size_t width),                               \
      (d_gate_up, d_gate_up_stride, d_out, d_out_stride, gate_up, gate_up_stride, activation, rows, width))

/// The kernels of one path.
typedef struct selkie_kernels {
#define SELKIE_MEMBER(result, name, parameters, arguments) result(*name) parameters;
    SELKIE_EACH_KERNEL(SELKIE_MEMBER)
#undef SELKIE_MEMBER
} selkie_kernels;

/// The kernels of an instruction set; NULL when this processor can't run it.
const selkie_kernels *selkie_kernels_of(selkie_isa isa);

#endif
