#ifndef SELKIE_CROSS_ENTROPY_H
#define SELKIE_CROSS_ENTROPY_H
#include <stddef.h>
#include <stdint.h>

/// Negative log-probability of each row's target under softmax(logits), and, where d_scale is not null, the
/// gradient in place: logits[r] becomes (softmax - onehot) * d_scale[r].
/// losses: [rows], in nats. logits: [rows, vocabulary] with stride. targets: [rows].
void selkie_cross_entropy(float *losses, float *logits, size_t stride, const int32_t *targets, const float *d_scale,
                          size_t rows, size_t vocabulary);

/// The index of the largest logit of one row, the lowest one among equals.
size_t selkie_argmax(const float *logits, size_t vocabulary);

/// Softmax of one row divided by a temperature, in place: x = softmax(x * inverse_temperature).
void selkie_softmax(float *x, float inverse_temperature, size_t vocabulary);
#endif
