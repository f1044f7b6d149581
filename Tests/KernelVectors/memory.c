#define _GNU_SOURCE
#include "memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { most_areas = 256 };

static struct {
    void *start;
    size_t bytes;
} areas[most_areas];
static size_t area_count;

size_t guard_distance = 0;

void give_up(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("kernel-vectors: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(65);
}

void *guarded_memory(size_t bytes) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t body = (bytes + guard_distance + page - 1) / page * page;
    if (area_count == most_areas || bytes > SIZE_MAX / 2) give_up("a case needs too much memory");
    uint8_t *start = mmap(NULL, body + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED || mprotect(start + body, page, PROT_NONE) != 0) give_up("no memory");
    areas[area_count].start = start;
    areas[area_count++].bytes = body + page;
    // As floats these bits are no numbers: what is read before it is written spoils the result.
    memset(start, 0xFF, body);
    return start + body - guard_distance - bytes;
}

void free_guarded_memory(void) {
    while (area_count > 0) {
        area_count--;
        munmap(areas[area_count].start, areas[area_count].bytes);
    }
}
