// How each kernel is called with the arguments of a case.
#ifndef VECTORS_CALLS_H
#define VECTORS_CALLS_H

#include "cases.h"
#include "selkie_isa.h"

/// Calls a case's kernel; its buffers and `returned` then hold what came out. `kernels`: those of one path.
typedef void call_function(const selkie_kernels *kernels, kernel_case *c);

typedef struct kernel_call {
    const char *name;
    call_function *call;
} kernel_call;

#define ONE_MORE(result, name, parameters, arguments) +1
enum { call_count = 2 SELKIE_EACH_KERNEL(ONE_MORE) };
#undef ONE_MORE

/// One for each kernel of a path, and for what all paths share in unpacking weights.
extern const kernel_call calls[call_count];

#endif
