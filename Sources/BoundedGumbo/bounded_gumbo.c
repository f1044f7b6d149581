#include "bounded_gumbo.h"

#include <setjmp.h>
#include <stdbool.h>
#include <sys/mman.h>

// All of a page lies in one range of addresses that is given back at once; gumbo's own way of freeing a tree is
// recursive. Nodes are laid from its end downwards, the rest from its beginning, where the page itself is, so that
// whether an address is that of a node can be told without looking at it. What is never touched takes no memory.

typedef struct {
    size_t depth;
    GumboNode node;
} slot;

struct selkie_page {
    GumboOutput *output;
    char *rest, *end;
    slot *nodes;
    size_t depth, length, furthest, attributes;
    jmp_buf bound;
};

static slot *slot_of(const GumboNode *node) { return (slot *)((char *)node - offsetof(slot, node)); }

static bool is_node(const selkie_page *page, const GumboNode *node) {
    const char *address = (const char *)node - offsetof(slot, node);
    return address >= (char *)page->nodes && address < page->end && (page->end - address) % sizeof(slot) == 0;
}

/// Notes where the last node began and how deep it lies, or that of those around it which had no parent when it was
/// their turn: text before an element becomes a node between the element's making and its placing.
static void place(selkie_page *page, slot *last) {
    GumboNodeType type = last->node.type;
    bool is_element = type == GUMBO_NODE_ELEMENT || type == GUMBO_NODE_TEMPLATE;
    size_t start = last->node.v.element.start_pos.offset;
    if (is_element && start > page->furthest && start < page->length) page->furthest = start;
    size_t steps = 0;
    slot *known = last;
    while (known->depth == 0 && is_node(page, known->node.parent) && steps <= page->depth) {
        known = slot_of(known->node.parent);
        steps += 1;
    }
    size_t depth = known->depth + steps;
    if (depth > page->depth) longjmp(page->bound, 1);
    if (known->depth == 0 && known->node.type != GUMBO_NODE_DOCUMENT) return;
    for (slot *next = last; next != known; next = slot_of(next->node.parent)) next->depth = depth--;
}

static void *allocate(void *userdata, size_t size) {
    selkie_page *page = userdata;
    size_t room = (char *)page->nodes - page->rest;
    if (size > room || room - size < 2 * sizeof(slot)) longjmp(page->bound, 1);
    // Each attribute of a tag is compared with all before it.
    page->attributes = size == sizeof(GumboNode) ? 0 : page->attributes + (size == sizeof(GumboAttribute));
    if (page->attributes > 1000) longjmp(page->bound, 1);
    if (size != sizeof(GumboNode)) {
        void *taken = page->rest;
        page->rest += (size + 15) / 16 * 16;
        return taken;
    }
    // A buffer that happens to have a node's size is taken for one; what it says of its parent is checked.
    if ((char *)page->nodes < page->end) place(page, page->nodes);
    page->nodes -= 1;
    return &page->nodes->node;
}

static void keep(void *userdata, void *address) { (void)userdata, (void)address; }

selkie_page *selkie_page_parse(const char *text, size_t length, size_t depth, size_t memory, size_t *furthest) {
    *furthest = 0;
    memory = memory / 4096 * 4096;
    selkie_page *page =
        mmap(NULL, memory, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (page == MAP_FAILED) return NULL;
    *page = (selkie_page){.end = (char *)page + memory, .depth = depth, .length = length};
    page->rest = (char *)page + (sizeof(selkie_page) + 15) / 16 * 16;
    page->nodes = (slot *)page->end;
    if (setjmp(page->bound) != 0) {
        *furthest = page->furthest;
        selkie_page_free(page);
        return NULL;
    }
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = keep;
    options.userdata = page;
    // Each error would keep a copy of all open elements.
    options.max_errors = 0;
    page->output = gumbo_parse_with_options(&options, text, length);
    return page;
}

const GumboNode *selkie_page_root(const selkie_page *page) { return page->output->root; }

void selkie_page_free(selkie_page *page) { munmap(page, page->end - (char *)page); }
