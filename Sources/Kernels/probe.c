#include "selkie_probe.h"

#include "vectorize.h"

/// The widest register there is; narrower ones stand in by twos.
typedef float wide __attribute__((vector_size(64)));

SELKIE_CLONES
double selkie_probe_multiply_adds(size_t rounds, float *sink) {
    _Pragma("clang fp contract(fast)")
    // Enough sums that none waits for itself.
    enum { sums = 8, lanes = sizeof(wide) / sizeof(float) };
    wide sum[sums];
    _Pragma("unroll") for (int s = 0; s < sums; s++) sum[s] = (wide){0} + (float)s;
    const wide factor = (wide){0} + 0.999f, term = (wide){0} + 0.5f;
    for (size_t round = 0; round < rounds; round++) {
        _Pragma("unroll") for (int s = 0; s < sums; s++) sum[s] = sum[s] * factor + term;
    }
    _Pragma("unroll") for (int s = 1; s < sums; s++) sum[0] += sum[s];
    for (size_t lane = 0; lane < lanes; lane++) *sink += sum[0][lane];
    return 2.0 * sums * lanes * (double)rounds;
}

SELKIE_CLONES
float selkie_probe_read(const float *memory, size_t count) {
    SELKIE_REASSOCIATE
    enum { lanes = 64 };
    float sum[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (size_t lane = 0; lane < lanes; lane++) sum[lane] += memory[i + lane];
    }
    for (; i < count; i++) sum[0] += memory[i];
    float total = 0.0f;
    for (size_t lane = 0; lane < lanes; lane++) total += sum[lane];
    return total;
}
