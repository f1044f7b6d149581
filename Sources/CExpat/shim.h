#ifndef SELKIE_CEXPAT_H
#define SELKIE_CEXPAT_H

#include <expat.h>

#endif
