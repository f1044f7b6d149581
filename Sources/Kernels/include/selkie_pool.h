#ifndef SELKIE_POOL_H
#define SELKIE_POOL_H
#include <stddef.h>

/// A fixed set of threads that run the iterations of one loop at a time. Idle workers spin for some
/// microseconds, then sleep, so that a layer's many short loops start at once and a waiting program costs nothing.
typedef struct selkie_pool selkie_pool;

/// One iteration. worker: 0 ..< threads, the same for iterations that run on one thread.
typedef void (*selkie_pool_body)(void *context, size_t index, size_t worker);

/// A pool of `threads` threads, the caller's included (at least 1). Null when threads can't be started.
selkie_pool *selkie_pool_create(size_t threads);

/// Ends and frees the pool. No loop may be running.
void selkie_pool_destroy(selkie_pool *pool);

/// Runs body(context, i, worker) for every i in 0 ..< count and returns when all are done. Iterations are
/// handed out in order, one at a time. One caller at a time. Denormals count as zero inside the body.
void selkie_pool_run(selkie_pool *pool, selkie_pool_body body, void *context, size_t count);

/// Keeps oneDNN, whose threads would fight with the pool's, on the calling thread alone. Cheap when repeated.
void selkie_claim_thread(void);
#endif
