// Every kernel for x86-64-v3: AVX2.
#include "paths/paths.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)

#include "loops/math.h"
#include "vectors/avx2.h"

#include "paths/kernels.h"

#pragma clang attribute pop

const selkie_kernels selkie_kernels_avx2 = KERNELS;

#endif
