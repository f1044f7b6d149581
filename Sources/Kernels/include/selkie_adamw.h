#ifndef SELKIE_ADAMW_H
#define SELKIE_ADAMW_H
#include <stddef.h>

/// One AdamW step over one contiguous buffer of `count` parameters, as torch.optim.AdamW computes it.
/// gradient_scale multiplies every gradient first (clipping). step counts from 1. first, second: the moments.
/// Source: arXiv 1711.05101, algorithm 2. Cost: reads 4 and writes 3 floats a parameter.
void selkie_adamw(float *parameters, const float *gradients, float *first, float *second, size_t count,
                  float learning_rate, float beta1, float beta2, float epsilon, float weight_decay,
                  float gradient_scale, long step);

/// Sum of squares of a buffer, accumulated in double over blocks of floats.
double selkie_sum_of_squares(const float *x, size_t count);
#endif
