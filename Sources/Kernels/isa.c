// One table of kernels for each instruction set, and the choice between them.
#include "selkie_isa.h"

#include <stdlib.h>
#include <string.h>

#include "paths/paths.h"

static const struct {
    const char *name;
    const selkie_kernels *kernels;
} paths[selkie_isa_count] = {
    [SELKIE_ISA_PORTABLE] = {"portable", &selkie_kernels_portable},
#if defined(__x86_64__)
    [SELKIE_ISA_AVX2] = {"avx2", &selkie_kernels_avx2},
    [SELKIE_ISA_AVX512] = {"avx512", &selkie_kernels_avx512},
    [SELKIE_ISA_NEON] = {"neon", NULL},
#elif defined(__aarch64__)
    [SELKIE_ISA_AVX2] = {"avx2", NULL},
    [SELKIE_ISA_AVX512] = {"avx512", NULL},
    [SELKIE_ISA_NEON] = {"neon", &selkie_kernels_neon},
#else
    [SELKIE_ISA_AVX2] = {"avx2", NULL},
    [SELKIE_ISA_AVX512] = {"avx512", NULL},
    [SELKIE_ISA_NEON] = {"neon", NULL},
#endif
};

const char *selkie_isa_name(selkie_isa isa) { return paths[isa].name; }

int selkie_isa_is_supported(selkie_isa isa) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (isa == SELKIE_ISA_AVX2) return __builtin_cpu_supports("x86-64-v3") != 0;
    if (isa == SELKIE_ISA_AVX512) return __builtin_cpu_supports("x86-64-v4") != 0;
#endif
    return paths[isa].kernels != NULL;
}

const selkie_kernels *selkie_kernels_of(selkie_isa isa) {
    return selkie_isa_is_supported(isa) ? paths[isa].kernels : NULL;
}

static selkie_isa choose(void) {
    const char *wanted = getenv("SELKIE_ISA");
    selkie_isa widest = SELKIE_ISA_PORTABLE;
    for (int isa = 0; isa < selkie_isa_count; isa++) {
        if (!selkie_isa_is_supported((selkie_isa)isa)) continue;
        if (wanted != NULL && strcmp(wanted, paths[isa].name) == 0) return (selkie_isa)isa;
        widest = (selkie_isa)isa;
    }
    return widest;
}

selkie_isa selkie_isa_current(void) {
    // Threads that come here at once make the same choice.
    static _Atomic int chosen = -1;
    int isa = chosen;
    if (isa < 0) chosen = isa = (int)choose();
    return (selkie_isa)isa;
}

#define FORWARD(result, name, parameters, arguments)              \
    result selkie_##name parameters {                             \
        return paths[selkie_isa_current()].kernels->name arguments; \
    }
SELKIE_EACH_KERNEL(FORWARD)
