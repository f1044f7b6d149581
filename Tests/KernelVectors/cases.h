// The file of cases. It is made of little-endian words of eight bytes:
//
//     "SELKIEKV"  version (1)  number of cases
//     each case:  kernel (32 bytes of text)  type of a packed weight (16 bytes)
//                 n, then n integers;  n, then n doubles
//                 n buffers, each: kind  count  its elements, filled up to a whole word
//                 n results, each: buffer or -1  rows  width  stride  [rows * width] expected doubles
//                                  [rows * width] doubles by how much they may be missed
#ifndef VECTORS_CASES_H
#define VECTORS_CASES_H

#include <stddef.h>
#include <stdint.h>

enum {
    most_integers = 16,
    most_reals = 8,
    most_buffers = 16,
    most_results = 4,
};

typedef enum buffer_kind { BUFFER_FLOATS, BUFFER_INTEGERS, BUFFER_BYTES, BUFFER_SAME } buffer_kind;

/// Memory that a kernel reads or writes.
typedef struct buffer {
    buffer_kind kind;
    /// Elements; of a buffer that is the same as an earlier one, which one that is.
    size_t count;
    /// As the file has it.
    const void *original;
    /// What the kernel is given; `make_buffers` fills it in.
    void *memory;
} buffer;

/// What a part of a buffer must be.
typedef struct result {
    /// The buffer; -1 for what the kernel returns.
    int64_t buffer;
    size_t rows, width, stride;
    const double *expected, *allowed;
} result;

typedef struct kernel_case {
    const char *kernel, *type;
    size_t integer_count, real_count, buffer_count, result_count;
    int64_t integers[most_integers];
    double reals[most_reals];
    buffer buffers[most_buffers];
    result results[most_results];
    /// What the kernel returned.
    double returned;
} kernel_case;

typedef struct case_file {
    size_t count;
    /// Where the cases begin and where the file ends.
    const uint8_t *first, *end;
} case_file;

/// Opens a file; gives up where it is none.
case_file open_cases(const char *path);

/// Takes the next case apart, checking every length, and returns where the one after it begins.
const uint8_t *read_case(kernel_case *out, const uint8_t *at, const uint8_t *end);

/// Bytes of a buffer's elements.
size_t buffer_bytes(const buffer *buffer);

/// Copies all buffers to guarded memory.
void make_buffers(kernel_case *c);

#endif
