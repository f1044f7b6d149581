#include "judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

/// One value of a result.
static double value_at(const kernel_case *c, const result *r, size_t row, size_t column) {
    if (r->buffer < 0) return c->returned;
    return ((const float *)c->buffers[r->buffer].memory)[row * r->stride + column];
}

/// By how many times a value misses what it may miss; at most 1 where it is right.
static double times_missed(double value, double expected, double allowed) {
    if (isnan(expected)) return isnan(value) ? 0.0 : INFINITY;
    const double distance = fabs(value - expected);
    if (isnan(distance)) return INFINITY;
    return distance <= allowed ? (allowed > 0 ? distance / allowed : 0.0) : allowed > 0 ? distance / allowed : INFINITY;
}

/// Whether a buffer is as it was but for what the results cover.
static int is_intact(const kernel_case *c, size_t index) {
    const buffer *b = &c->buffers[index];
    const size_t bytes = buffer_bytes(b);
    uint8_t *wanted = malloc(bytes + 1);
    if (wanted == NULL) give_up("no memory");
    memcpy(wanted, b->original, bytes);
    for (size_t i = 0; i < c->result_count; i++) {
        const result *r = &c->results[i];
        if (r->buffer != (int64_t)index) continue;
        for (size_t row = 0; row < r->rows; row++) {
            const size_t at = row * r->stride * sizeof(float);
            memcpy(wanted + at, (const uint8_t *)b->memory + at, r->width * sizeof(float));
        }
    }
    const int is_same = memcmp(wanted, b->memory, bytes) == 0;
    free(wanted);
    return is_same;
}

verdict judge(const kernel_case *c) {
    verdict out = {.times = -1};
    for (size_t i = 0; i < c->result_count; i++) {
        const result *r = &c->results[i];
        for (size_t place = 0; place < r->rows * r->width; place++) {
            const size_t row = place / r->width, column = place % r->width;
            const double value = value_at(c, r, row, column), expected = r->expected[place];
            const double times = times_missed(value, expected, r->allowed[place]);
            if (times > 1) out.wrong++;
            if (times <= out.times) continue;
            out.result = i, out.row = row, out.column = column;
            out.value = value, out.expected = expected, out.times = times;
        }
    }
    for (size_t i = 0; i < c->buffer_count; i++) {
        if (c->buffers[i].kind != BUFFER_SAME && !is_intact(c, i)) out.is_spoiled = 1;
    }
    return out;
}

const uint64_t empty_digest = 0xcbf29ce484222325u;

static uint64_t digest_of(uint64_t before, uint64_t bits) {
    for (int shift = 0; shift < 64; shift += 8) before = (before ^ (bits >> shift & 0xFF)) * 0x100000001b3u;
    return before;
}

uint64_t digest(uint64_t before, const kernel_case *c) {
    for (size_t i = 0; i < c->result_count; i++) {
        const result *r = &c->results[i];
        for (size_t row = 0; row < r->rows; row++) {
            for (size_t column = 0; column < r->width; column++) {
                // A double holds every float exactly.
                const double value = value_at(c, r, row, column);
                uint64_t bits;
                memcpy(&bits, &value, sizeof bits);
                before = digest_of(before, isnan(value) ? UINT64_MAX : bits);
            }
        }
    }
    return before;
}
