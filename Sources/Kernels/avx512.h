// What hand-written AVX-512 kernels share: how they are marked, and whether the processor can run them.
#ifndef SELKIE_AVX512_H
#define SELKIE_AVX512_H

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512vl,avx512dq,fma")))
#define INLINE static inline __attribute__((always_inline))

static inline int selkie_has_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq");
}

#else

static inline int selkie_has_avx512(void) { return 0; }

#endif

#endif
