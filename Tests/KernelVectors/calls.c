#include "calls.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/// The i-th integer that a case gives, as a size.
static size_t size(const kernel_case *c, size_t i) {
    if (i >= c->integer_count || c->integers[i] < 0 || c->integers[i] > 1 << 24) {
        give_up("%s: integer %zu", c->kernel, i);
    }
    return (size_t)c->integers[i];
}

static float real(const kernel_case *c, size_t i) {
    if (i >= c->real_count) give_up("%s: number %zu", c->kernel, i);
    return (float)c->reals[i];
}

static void *memory(const kernel_case *c, size_t i, buffer_kind kind) {
    if (i >= c->buffer_count) give_up("%s: buffer %zu", c->kernel, i);
    const buffer *b = &c->buffers[i];
    if (b->kind == BUFFER_SAME) b = &c->buffers[b->count];
    if (b->kind != kind) give_up("%s: buffer %zu is of another kind", c->kernel, i);
    return b->memory;
}

static float *floats(const kernel_case *c, size_t i) { return memory(c, i, BUFFER_FLOATS); }
static const int32_t *integers(const kernel_case *c, size_t i) { return memory(c, i, BUFFER_INTEGERS); }

#define CALL(name) static void call_##name(const selkie_kernels *k, kernel_case *c)

CALL(adamw) {
    k->adamw(floats(c, 0), floats(c, 1), floats(c, 2), floats(c, 3), size(c, 0), real(c, 0), real(c, 1), real(c, 2),
             real(c, 3), real(c, 4), real(c, 5), (long)size(c, 1));
}
CALL(sum_of_squares) { c->returned = k->sum_of_squares(floats(c, 0), size(c, 0)); }
CALL(attention_softmax) {
    k->attention_softmax(floats(c, 0), size(c, 0), real(c, 0), size(c, 1), size(c, 2), size(c, 3), size(c, 4));
}
CALL(attention_softmax_backward) {
    k->attention_softmax_backward(floats(c, 0), size(c, 0), floats(c, 1), real(c, 0), size(c, 1), size(c, 2));
}
CALL(attention_decode) {
    enum { fixed = 5, most = (most_buffers - 2) / 2 };
    selkie_kv_segment segments[most];
    if (c->integer_count < fixed || c->integer_count - fixed > most) give_up("%s: too many segments", c->kernel);
    size_t total = 0;
    const size_t count = c->integer_count - fixed;
    for (size_t s = 0; s < count; s++) {
        segments[s] = (selkie_kv_segment){.keys = floats(c, 2 + 2 * s), .values = floats(c, 3 + 2 * s),
                                          .stride = size(c, 4), .count = size(c, fixed + s)};
        total += segments[s].count;
    }
    float *scratch = guarded_memory(size(c, 2) * total * sizeof(float));
    k->attention_decode(floats(c, 0), floats(c, 1), segments, count, size(c, 0), real(c, 0), size(c, 1), size(c, 2),
                        size(c, 3), scratch);
}
CALL(cross_entropy) {
    const float *scales = c->buffer_count > 3 && c->buffers[3].count > 0 ? floats(c, 3) : NULL;
    k->cross_entropy(floats(c, 0), floats(c, 1), size(c, 0), integers(c, 2), scales, size(c, 1), size(c, 2));
}
CALL(argmax) { c->returned = (double)k->argmax(floats(c, 0), size(c, 0)); }
CALL(softmax) { k->softmax(floats(c, 0), real(c, 0), size(c, 0)); }
CALL(add) { k->add(floats(c, 0), size(c, 0), floats(c, 1), size(c, 1), size(c, 2), size(c, 3)); }
CALL(add_bias) { k->add_bias(floats(c, 0), size(c, 0), floats(c, 1), size(c, 1), size(c, 2)); }
CALL(embed) {
    k->embed(floats(c, 0), size(c, 0), floats(c, 1), size(c, 1), integers(c, 2), real(c, 0), size(c, 2), size(c, 3));
}
CALL(all_finite) { c->returned = k->all_finite(floats(c, 0), size(c, 0)); }
CALL(gemm_transposed) {
    k->gemm_transposed(floats(c, 0), size(c, 0), floats(c, 1), size(c, 1), floats(c, 2), size(c, 2), size(c, 3),
                       size(c, 4), size(c, 5), real(c, 0), (int)size(c, 6));
}
CALL(gemm_plain) {
    k->gemm_plain(floats(c, 0), size(c, 0), floats(c, 1), size(c, 1), size(c, 2), floats(c, 2), size(c, 3), size(c, 4),
                  size(c, 5), size(c, 6), real(c, 0), (int)size(c, 7));
}
CALL(probe_multiply_adds) {
    float sum = 0.0f;
    const double operations = k->probe_multiply_adds(size(c, 0), &sum);
    // Of all lanes the mean, since paths have different numbers of them.
    c->returned = sum * 2.0 * (double)size(c, 0) / operations;
}
CALL(probe_read) { c->returned = k->probe_read(floats(c, 0), size(c, 0)); }
CALL(rmsnorm_forward) {
    k->rmsnorm_forward(floats(c, 0), size(c, 0), floats(c, 1), floats(c, 2), size(c, 1), floats(c, 3), real(c, 0),
                       size(c, 2), size(c, 3));
}
CALL(rmsnorm_apply) {
    k->rmsnorm_apply(floats(c, 0), size(c, 0), floats(c, 1), floats(c, 2), size(c, 1), floats(c, 3), size(c, 2),
                     size(c, 3));
}
CALL(rmsnorm_backward) {
    k->rmsnorm_backward(floats(c, 0), size(c, 0), floats(c, 1), size(c, 1), floats(c, 2), size(c, 2), floats(c, 3),
                        floats(c, 4), (int)size(c, 3), size(c, 4), size(c, 5));
}
CALL(rope) {
    k->rope(floats(c, 0), size(c, 0), integers(c, 1), floats(c, 2), floats(c, 3), real(c, 0), size(c, 1), size(c, 2),
            size(c, 3));
}
CALL(swiglu_forward) {
    k->swiglu_forward(floats(c, 0), size(c, 0), floats(c, 1), size(c, 1), (selkie_activation)size(c, 2), size(c, 3),
                      size(c, 4));
}
CALL(swiglu_backward) {
    k->swiglu_backward(floats(c, 0), size(c, 0), floats(c, 1), size(c, 1), floats(c, 2), size(c, 2),
                       (selkie_activation)size(c, 3), size(c, 4), size(c, 5));
}

/// A weight's stored rows, whose lengths are those that the case promises.
typedef struct stored_rows {
    const selkie_block_format *format;
    const uint8_t *bytes;
    size_t rows, row_bytes, inner;
} stored_rows;

static stored_rows stored(const kernel_case *c, size_t buffer, size_t rows, size_t inner) {
    const selkie_block_format *format = selkie_block_format_named(c->type);
    if (format == NULL || format->code == SELKIE_CODE_NONE || inner % format->block_size != 0) {
        give_up("%s: type %s", c->kernel, c->type);
    }
    const size_t row_bytes = inner / format->block_size * format->bytes_per_block;
    const uint8_t *bytes = memory(c, buffer, BUFFER_BYTES);
    if (c->buffers[buffer].count != rows * row_bytes) give_up("%s: a weight of another size", c->kernel);
    return (stored_rows){format, bytes, rows, row_bytes, inner};
}

/// The tiles of a weight, one after the other.
static uint8_t *packed(const stored_rows *w, selkie_packed_layout *layout) {
    *layout = selkie_packed_layout_of(w->format);
    const size_t tiles = (w->rows + selkie_tile_width - 1) / selkie_tile_width;
    const size_t tile_bytes = selkie_packed_tile_bytes(*layout, w->inner);
    uint8_t *out = guarded_memory(tiles * tile_bytes);
    for (size_t tile = 0; tile < tiles; tile++) {
        const void *rows[selkie_tile_width];
        const size_t first = tile * selkie_tile_width;
        const size_t count = w->rows - first < selkie_tile_width ? w->rows - first : selkie_tile_width;
        for (size_t row = 0; row < count; row++) rows[row] = w->bytes + (first + row) * w->row_bytes;
        if (!selkie_pack_tile(out + tile * tile_bytes, w->format, rows, count, w->inner)) give_up("an infinite weight");
    }
    return out;
}

CALL(packed_multiply) {
    const size_t rows = size(c, 2), columns = size(c, 3), steps = size(c, 4), split = size(c, 6);
    const stored_rows weight = stored(c, 2, columns, steps);
    selkie_packed_layout layout;
    const uint8_t *tiles = packed(&weight, &layout);
    float *panel = guarded_memory(selkie_packed_panel_count(rows, steps) * sizeof(float));
    k->packed_panel(panel, SELKIE_FORWARD, floats(c, 1), size(c, 1), rows, steps, 0, split);
    k->packed_panel(panel, SELKIE_FORWARD, floats(c, 1), size(c, 1), rows, steps, split, steps);
    k->packed_multiply(floats(c, 0), size(c, 0), panel, tiles, layout, rows, columns, steps, (int)size(c, 5));
}
CALL(packed_multiply_backward) {
    const size_t rows = size(c, 2), outputs = size(c, 5), inner = size(c, 6);
    const stored_rows weight = stored(c, 2, outputs, inner);
    selkie_packed_layout layout;
    const uint8_t *tiles = packed(&weight, &layout);
    const size_t steps = (outputs + selkie_tile_width - 1) / selkie_tile_width * selkie_tile_width;
    float *panel = guarded_memory(rows * steps * sizeof(float));
    memset(panel, 0, rows * steps * sizeof(float));
    k->packed_panel(panel, SELKIE_BACKWARD, floats(c, 1), size(c, 1), rows, steps, 0, outputs);
    k->packed_multiply_backward(floats(c, 0), size(c, 0), panel, tiles, layout, rows, size(c, 3), size(c, 4), steps,
                                inner, (int)size(c, 7));
}

static int order(const void *a, const void *b) {
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

CALL(packed_panel) {
    const size_t rows = size(c, 2), steps = size(c, 3);
    float *panel = guarded_memory(selkie_packed_panel_count(rows, steps) * sizeof(float));
    k->packed_panel(panel, (selkie_direction)size(c, 0), floats(c, 1), size(c, 1), rows, steps, 0, steps);
    qsort(panel, rows * steps, sizeof(float), order);
    memcpy(floats(c, 0), panel, rows * steps * sizeof(float));
}
CALL(packed_row) {
    (void)k;
    const stored_rows weight = stored(c, 1, size(c, 0), size(c, 1));
    selkie_packed_layout layout;
    const uint8_t *tiles = packed(&weight, &layout);
    const size_t tile_bytes = selkie_packed_tile_bytes(layout, weight.inner);
    for (size_t row = 0; row < weight.rows; row++) {
        selkie_packed_row(floats(c, 0) + row * weight.inner, layout, tiles + row / selkie_tile_width * tile_bytes,
                          row % selkie_tile_width, weight.inner);
    }
}
CALL(dequantize) {
    (void)k;
    const stored_rows weight = stored(c, 1, size(c, 0), size(c, 1));
    weight.format->dequantize(floats(c, 0), weight.bytes, weight.rows * (weight.inner / weight.format->block_size));
}

#define ENTRY(result, name, parameters, arguments) {#name, call_##name},
const kernel_call calls[call_count] = {
    SELKIE_EACH_KERNEL(ENTRY) {"packed_row", call_packed_row}, {"dequantize", call_dequantize}};
