// Every kernel for what all processors of the architecture have.
#include "paths/paths.h"

#include "loops/math.h"
#include "vectors/portable.h"

#include "paths/kernels.h"

const selkie_kernels selkie_kernels_portable = KERNELS;
