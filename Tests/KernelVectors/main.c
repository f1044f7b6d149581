// Runs every kernel on cases that the Swift tests wrote, where Swift itself does not run: on an emulated processor.
//
//     kernel-vectors CASES           the path in use: SELKIE_ISA, else the widest
//     kernel-vectors --all CASES     every path that this processor can run
//     kernel-vectors --digest CASES  prints the digest of each kernel's results, too: "ARCHITECTURE PATH KERNEL DIGEST"
//     kernel-vectors --lenient CASES lets reads of up to 64 bytes too many pass: QEMU reads a whole vector where AVX2
//                                    reads a part of one
//     kernel-vectors --paths         names the paths that this processor can run, narrowest first
//
// Digests go to standard output, all else to standard error. Ends with 1 when a case failed.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "memory.h"

#if defined(__x86_64__)
#define ARCHITECTURE "x86_64"
#elif defined(__aarch64__)
#define ARCHITECTURE "aarch64"
#else
#define ARCHITECTURE "other"
#endif

static size_t call_index(const char *kernel) {
    for (size_t i = 0; i < call_count; i++) {
        if (strcmp(calls[i].name, kernel) == 0) return i;
    }
    give_up("no kernel is called %s", kernel);
}

static void print_failure(const char *path, const kernel_case *c, const verdict *v) {
    fprintf(stderr, "%s: %s %s (", path, c->kernel, c->type);
    for (size_t i = 0; i < c->integer_count; i++) fprintf(stderr, i == 0 ? "%lld" : " %lld", (long long)c->integers[i]);
    fprintf(stderr, "): ");
    if (v->wrong > 0) {
        fprintf(stderr,
                "%zu values are wrong; the worst, row %zu, column %zu of result %zu, is %.9g instead of %.9g, %.3g "
                "times what it may miss",
                v->wrong, v->row, v->column, v->result, v->value, v->expected, v->times);
    }
    if (v->is_spoiled) fputs(v->wrong > 0 ? "; memory beside it changed" : "memory beside it changed", stderr);
    fputc('\n', stderr);
}

/// Runs all cases on one path.
static void run_path(selkie_isa isa, const case_file *file, int prints_digests, size_t *passed, size_t *failed) {
    const char *path = selkie_isa_name(isa);
    const selkie_kernels *kernels = selkie_kernels_of(isa);
    size_t seen[call_count] = {0};
    uint64_t digests[call_count];
    for (size_t i = 0; i < call_count; i++) digests[i] = empty_digest;
    const uint8_t *at = file->first;
    for (size_t index = 0; index < file->count; index++) {
        kernel_case c;
        at = read_case(&c, at, file->end);
        const size_t call = call_index(c.kernel);
        make_buffers(&c);
        calls[call].call(kernels, &c);
        const verdict v = judge(&c);
        const int is_right = v.wrong == 0 && !v.is_spoiled && c.result_count > 0;
        *(is_right ? passed : failed) += 1;
        if (!is_right) print_failure(path, &c, &v);
        digests[call] = digest(digests[call], &c);
        seen[call]++;
        free_guarded_memory();
    }
    for (size_t i = 0; i < call_count; i++) {
        if (seen[i] == 0) give_up("the file has no case of %s", calls[i].name);
        if (prints_digests) printf("%s %s %s %016" PRIx64 "\n", ARCHITECTURE, path, calls[i].name, digests[i]);
    }
}

static void print_paths(void) {
    for (int isa = 0; isa < selkie_isa_count; isa++) {
        if (selkie_isa_is_supported((selkie_isa)isa)) puts(selkie_isa_name((selkie_isa)isa));
    }
}

/// The path in use, which must be the one that was asked for.
static selkie_isa path_in_use(void) {
    const selkie_isa isa = selkie_isa_current();
    const char *wanted = getenv("SELKIE_ISA");
    if (wanted != NULL && strcmp(wanted, selkie_isa_name(isa)) != 0) give_up("no path %s on this processor", wanted);
    return isa;
}

int main(int count, char **arguments) {
    int runs_all = 0, prints_digests = 0;
    const char *path = NULL;
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "--paths") == 0) return print_paths(), 0;
        if (strcmp(arguments[i], "--all") == 0) {
            runs_all = 1;
        } else if (strcmp(arguments[i], "--digest") == 0) {
            prints_digests = 1;
        } else if (strcmp(arguments[i], "--lenient") == 0) {
            guard_distance = 64;
        } else {
            path = arguments[i];
        }
    }
    if (path == NULL) give_up("which file of cases? SELKIE_KERNEL_VECTORS=FILE swift test writes one");
    const case_file file = open_cases(path);
    size_t passed = 0, failed = 0;
    if (runs_all) {
        for (int isa = 0; isa < selkie_isa_count; isa++) {
            if (selkie_isa_is_supported((selkie_isa)isa)) {
                run_path((selkie_isa)isa, &file, prints_digests, &passed, &failed);
            }
        }
    } else {
        run_path(path_in_use(), &file, prints_digests, &passed, &failed);
    }
    fprintf(stderr, "%zu passed, %zu failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
