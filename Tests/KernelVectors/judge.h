// Whether what a kernel made is right, and what its bits were.
#ifndef VECTORS_JUDGE_H
#define VECTORS_JUDGE_H

#include "cases.h"

/// How a case went.
typedef struct verdict {
    /// Values that lie too far from what is expected.
    size_t wrong;
    /// Whether something changed that no result covers.
    int is_spoiled;
    /// The worst value: its result, its place in it, itself, and how many times it misses what it may.
    size_t result, row, column;
    double value, expected, times;
} verdict;

/// Compares all results of a case that was called, and looks that nothing else changed.
verdict judge(const kernel_case *c);

/// A digest to begin with.
extern const uint64_t empty_digest;

/// The digest of what came before and of a case's results (FNV-1a). NaNs of all kinds count as one.
uint64_t digest(uint64_t before, const kernel_case *c);

#endif
