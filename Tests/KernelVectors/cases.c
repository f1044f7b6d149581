#include "cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum {
    kernel_bytes = 32,
    type_bytes = 16,
};

/// What is left of the file.
typedef struct cursor {
    const uint8_t *at, *end;
} cursor;

static const void *take(cursor *c, size_t count, size_t size) {
    const size_t left = (size_t)(c->end - c->at);
    if (count > left / size) give_up("the file of cases ends in the middle of one");
    const void *start = c->at;
    const size_t bytes = (count * size + 7) / 8 * 8;
    c->at = bytes > left ? c->end : c->at + bytes;
    return start;
}

static int64_t take_integer(cursor *c) { return *(const int64_t *)take(c, 1, sizeof(int64_t)); }

static size_t take_count(cursor *c, size_t most) {
    const int64_t count = take_integer(c);
    if (count < 0 || (uint64_t)count > most) give_up("a case has %lld of something", (long long)count);
    return (size_t)count;
}

static const char *take_text(cursor *c, size_t bytes) {
    const char *text = take(c, bytes, 1);
    if (memchr(text, 0, bytes) == NULL) give_up("a name without an end");
    return text;
}

case_file open_cases(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) give_up("%s: can't be opened", path);
    const long bytes = ftell(file);
    rewind(file);
    uint8_t *data = bytes > 0 ? malloc((size_t)bytes) : NULL;
    if (data == NULL || fread(data, 1, (size_t)bytes, file) != (size_t)bytes) give_up("%s: can't be read", path);
    fclose(file);
    cursor c = {data, data + bytes};
    if (memcmp(take(&c, 8, 1), "SELKIEKV", 8) != 0 || take_integer(&c) != 1) give_up("%s: no file of cases", path);
    const size_t count = take_count(&c, SIZE_MAX / 2);
    return (case_file){.count = count, .first = c.at, .end = c.end};
}

/// Bytes of an element of each kind.
static const size_t element_bytes[] = {
    [BUFFER_FLOATS] = sizeof(float), [BUFFER_INTEGERS] = sizeof(int32_t), [BUFFER_BYTES] = 1, [BUFFER_SAME] = 0};

size_t buffer_bytes(const buffer *buffer) { return buffer->count * element_bytes[buffer->kind]; }

static void read_buffer(kernel_case *out, size_t index, cursor *c) {
    buffer *b = &out->buffers[index];
    *b = (buffer){.kind = (buffer_kind)take_count(c, BUFFER_SAME)};
    if (b->kind == BUFFER_SAME) {
        b->count = take_count(c, SIZE_MAX / 2);
        if (b->count >= index || out->buffers[b->count].kind == BUFFER_SAME) give_up("the same as no earlier buffer");
    } else {
        b->count = take_count(c, SIZE_MAX / 16);
        b->original = take(c, b->count, element_bytes[b->kind]);
    }
}

static void read_result(const kernel_case *of, result *out, cursor *c) {
    const int64_t buffer = take_integer(c);
    const size_t rows = take_count(c, 1 << 20), width = take_count(c, 1 << 20), stride = take_count(c, 1 << 20);
    if (buffer >= 0) {
        if ((size_t)buffer >= of->buffer_count || of->buffers[buffer].kind != BUFFER_FLOATS) {
            give_up("a result in no buffer of floats");
        }
        const size_t needed = rows == 0 ? 0 : (rows - 1) * stride + width;
        if (width > stride || needed > of->buffers[buffer].count) give_up("a result larger than its buffer");
    } else if (buffer != -1 || rows != 1 || width != 1) {
        give_up("a returned value of a strange shape");
    }
    *out = (result){.buffer = buffer, .rows = rows, .width = width, .stride = stride};
    out->expected = take(c, rows * width, sizeof(double));
    out->allowed = take(c, rows * width, sizeof(double));
}

const uint8_t *read_case(kernel_case *out, const uint8_t *at, const uint8_t *end) {
    cursor c = {at, end};
    *out = (kernel_case){.kernel = take_text(&c, kernel_bytes)};
    out->type = take_text(&c, type_bytes);
    out->integer_count = take_count(&c, most_integers);
    memcpy(out->integers, take(&c, out->integer_count, sizeof(int64_t)), out->integer_count * sizeof(int64_t));
    out->real_count = take_count(&c, most_reals);
    memcpy(out->reals, take(&c, out->real_count, sizeof(double)), out->real_count * sizeof(double));
    out->buffer_count = take_count(&c, most_buffers);
    for (size_t i = 0; i < out->buffer_count; i++) read_buffer(out, i, &c);
    out->result_count = take_count(&c, most_results);
    for (size_t i = 0; i < out->result_count; i++) read_result(out, &out->results[i], &c);
    return c.at;
}

void make_buffers(kernel_case *c) {
    for (size_t i = 0; i < c->buffer_count; i++) {
        buffer *b = &c->buffers[i];
        if (b->kind == BUFFER_SAME) {
            b->memory = c->buffers[b->count].memory;
        } else {
            b->memory = guarded_memory(buffer_bytes(b));
            memcpy(b->memory, b->original, buffer_bytes(b));
        }
    }
}
