// Every kernel for 64-bit ARM.
#include "paths/paths.h"

#if defined(__aarch64__)

#include "loops/math.h"
#include "vectors/neon.h"

#include "paths/kernels.h"

const selkie_kernels selkie_kernels_neon = KERNELS;

#endif
