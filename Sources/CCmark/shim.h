#ifndef SELKIE_CCMARK_H
#define SELKIE_CCMARK_H

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>

#endif
