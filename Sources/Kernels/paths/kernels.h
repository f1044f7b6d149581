// All kernels of one path. A path includes this once, after its vectors and under its target, and gets a table.
//
// Not guarded: each path is a file of its own.
#include "packed_layout.h"

#include "loops/adamw.h"
#include "visible.h"
#include "loops/attention.h"
#include "loops/cross_entropy.h"
#include "loops/elementwise.h"
#include "loops/rmsnorm.h"
#include "loops/rope.h"
#include "loops/swiglu.h"
#include "products/probe.h"
#include "products/attention_decode.h"
#include "products/store.h"
#include "products/gemm.h"
#include "products/packed_panel.h"
#include "products/packed_few.h"
#include "products/packed_many.h"
#include "products/packed_multiply.h"

#define ENTRY(result, name, parameters, arguments) .name = name,
#define KERNELS {SELKIE_EACH_KERNEL(ENTRY)}
