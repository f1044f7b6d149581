#ifndef SELKIE_ATTENTION_H
#define SELKIE_ATTENTION_H
#include <stddef.h>

/// Causal softmax of attention scores in place; the scores are scaled here.
/// scores: [rows, keys] with stride. Row r stands at position first + r and sees the keys 0 ... first + r,
/// at most the last `window` of them (0: no window); the rest become 0. A row that sees one key gets exactly 1.
void selkie_attention_softmax(float *scores, size_t stride, float scale, size_t first, size_t window, size_t rows,
                              size_t keys);

/// Gradient of the softmax, in place of d_probabilities: probabilities * (d_probabilities - inner) * scale,
/// where inner is the row's dot product of both. (The product of the output with its gradient, arXiv 2205.14135,
/// is the same number but for rounding, and leaves noise where the gradient of a row that sees one key is zero;
/// AdamW would make full steps of it.)
/// d_probabilities, probabilities: [rows, keys] with one stride.
void selkie_attention_softmax_backward(float *d_probabilities, size_t stride, const float *probabilities, float scale,
                                       size_t rows, size_t keys);

/// A run of keys and values that a decoding row sees: keys, values: [count, width] with stride; count tokens.
typedef struct {
    const float *keys;
    const float *values;
    size_t stride;
    size_t count;
} selkie_kv_segment;

/// Attention of a single query token over several runs of cached keys and values, for one group of query
/// heads that share a key head. out, query: [heads, head_width] packed. scratch: [heads, total count].
/// key_offset: where in a row of a segment the key head starts.
void selkie_attention_decode(float *out, const float *query, const selkie_kv_segment *segments, size_t segment_count,
                             size_t key_offset, float scale, size_t window, size_t heads, size_t head_width,
                             float *scratch);
#endif
