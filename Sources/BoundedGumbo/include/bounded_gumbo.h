#ifndef SELKIE_BOUNDED_GUMBO_H
#define SELKIE_BOUNDED_GUMBO_H

#include <gumbo.h>
#include <stddef.h>

/// A parsed page.
typedef struct selkie_page selkie_page;

/// Parses a page of HTML, as long as its tree stays within bounds.
///
/// The parser takes time in proportion to the depth for each tag, compares each attribute with those before it, and
/// clones elements that are left open: without bounds a page of a few megabytes keeps it busy for hours and fills
/// the memory.
///
/// - text: UTF-8; must live as long as the page.
/// - depth: how many elements may be open in each other.
/// - memory: how many bytes the tree may take.
/// - furthest: where the last tag begins that was taken in before a bound was met.
/// Returns NULL when a bound was met, or memory is short.
selkie_page *selkie_page_parse(const char *text, size_t length, size_t depth, size_t memory, size_t *furthest);

/// The element that holds all others.
const GumboNode *selkie_page_root(const selkie_page *page);

/// Frees a page and its tree, without recursion.
void selkie_page_free(selkie_page *page);

#endif
