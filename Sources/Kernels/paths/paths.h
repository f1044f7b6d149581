// The tables of kernels, one for each path that this architecture has.
#ifndef SELKIE_PATHS_H
#define SELKIE_PATHS_H

#include "selkie_isa.h"

extern const selkie_kernels selkie_kernels_portable;
#if defined(__x86_64__)
extern const selkie_kernels selkie_kernels_avx2;
extern const selkie_kernels selkie_kernels_avx512;
#elif defined(__aarch64__)
extern const selkie_kernels selkie_kernels_neon;
#endif

#endif
