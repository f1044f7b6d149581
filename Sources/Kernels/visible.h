// Which keys a row of attention sees.
#ifndef SELKIE_VISIBLE_H
#define SELKIE_VISIBLE_H

#include <stddef.h>

/// The first key that the row at `position` sees.
static inline size_t first_visible(size_t position, size_t window) {
    return window != 0 && position + 1 > window ? position + 1 - window : 0;
}

#endif
