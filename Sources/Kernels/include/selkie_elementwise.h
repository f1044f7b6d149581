#ifndef SELKIE_ELEMENTWISE_H
#define SELKIE_ELEMENTWISE_H
#include <stddef.h>
#include <stdint.h>

/// out += in, row by row. out, in: [rows, width] with strides.
void selkie_add(float *out, size_t out_stride, const float *in, size_t in_stride, size_t rows, size_t width);

/// Adds a bias [width] to every row of x: [rows, width] with stride.
void selkie_add_bias(float *x, size_t stride, const float *bias, size_t rows, size_t width);

/// out[r] = table[ids[r]] * scale. table: [vocabulary, width]; out: [rows, width]; both with strides.
void selkie_embed(float *out, size_t out_stride, const float *table, size_t table_stride, const int32_t *ids,
                  float scale, size_t rows, size_t width);

/// 1 when every value is finite, else 0.
int selkie_all_finite(const float *x, size_t count);
#endif
