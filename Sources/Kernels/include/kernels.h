// The loops that no library gives us at the speed we need.
//
// Conventions: outputs first; matrices are row-major float32; a stride is the distance in floats from one
// row to the next; "rows" counts tokens of all sequences packed together. No function allocates, locks or
// starts threads (but for the pool), so callers split rows between threads as they like.
// A kernel is written once and compiled for each instruction set; which one runs is chosen at the first call
// (see selkie_isa.h). Sums of a row are reassociated, never across rows.
#ifndef SELKIE_KERNELS_H
#define SELKIE_KERNELS_H

#include "selkie_adamw.h"
#include "selkie_attention.h"
#include "selkie_cross_entropy.h"
#include "selkie_dequantize.h"
#include "selkie_elementwise.h"
#include "selkie_gemm.h"
#include "selkie_isa.h"
#include "selkie_packed.h"
#include "selkie_pool.h"
#include "selkie_probe.h"
#include "selkie_rmsnorm.h"
#include "selkie_rope.h"
#include "selkie_swiglu.h"

#endif
