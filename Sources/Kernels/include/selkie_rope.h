#ifndef SELKIE_ROPE_H
#define SELKIE_ROPE_H
#include <stddef.h>
#include <stdint.h>

/// Rotary position embedding in place, halves layout: element i of a head is paired with i + head_width / 2.
/// x: [rows, heads * head_width] with stride. positions: [rows]. cosines, sines: [positions, head_width / 2].
/// direction: +1 forward, -1 for the gradient, which is the inverse rotation. Source: arXiv 2104.09864.
void selkie_rope(float *x, size_t stride, const int32_t *positions, const float *cosines, const float *sines,
                 float direction, size_t rows, size_t heads, size_t head_width);
#endif
