#define _GNU_SOURCE
#include "selkie_pool.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define PAUSE() _mm_pause()
#elif defined(__aarch64__)
#define PAUSE() __asm__ volatile("yield")
#else
#define PAUSE() ((void)0)
#endif

/// A worker spins long enough to bridge the single-threaded steps between two loops of a layer; the caller, long
/// enough for the last iteration of a thread that runs. Then both block. Yielding the processor instead would be
/// worse than it looks: Linux takes every call for a wish to be served later, and starves who wishes often.
enum { spins_before_sleep = 20000, spins_before_wait = 4000 };

struct selkie_pool {
    size_t threads;
    pthread_t *workers;
    _Atomic size_t generation;
    _Atomic size_t sleepers;
    /// 1 while a loop may be entered, plus 2 for each worker inside. Whoever comes too late stays outside: a worker
    /// that the system does not let run must not hold up a loop that others have finished.
    _Atomic size_t gate;
    _Atomic size_t next;
    _Atomic int ending;
    selkie_pool_body body;
    void *context;
    size_t count;
    pthread_mutex_t mutex;
    pthread_cond_t woken;
    /// The caller has blocked until the last worker leaves.
    _Atomic int waiting;
    pthread_cond_t left;
};

typedef struct {
    selkie_pool *pool;
    size_t worker;
} start;

void selkie_claim_thread(void) {
    static _Thread_local int claimed = 0;
    if (claimed) return;
    claimed = 1;
    // OpenMP's thread count belongs to the calling thread; the symbol is there when oneDNN was built with OpenMP.
    void (*set_threads)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
    if (set_threads != NULL) set_threads(1);
}

static void take_iterations(selkie_pool *pool, size_t worker) {
#if defined(__x86_64__)
    unsigned int control = _mm_getcsr();
    _mm_setcsr(control | 0x8040);  // flush to zero, denormals are zero
#endif
    for (;;) {
        size_t index = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed);
        if (index >= pool->count) break;
        pool->body(pool->context, index, worker);
    }
#if defined(__x86_64__)
    _mm_setcsr(control);
#endif
}

static int enter(selkie_pool *pool) {
    size_t gate = atomic_load_explicit(&pool->gate, memory_order_relaxed);
    while (gate & 1) {
        if (atomic_compare_exchange_weak_explicit(&pool->gate, &gate, gate + 2, memory_order_acquire,
                                                  memory_order_relaxed)) {
            return 1;
        }
    }
    return 0;
}

static void leave(selkie_pool *pool) {
    if (atomic_fetch_sub(&pool->gate, 2) != 2 || !atomic_load(&pool->waiting)) return;
    pthread_mutex_lock(&pool->mutex);
    pthread_cond_signal(&pool->left);
    pthread_mutex_unlock(&pool->mutex);
}

/// Closes the loop and returns when the workers inside have left.
static void wait_for_workers(selkie_pool *pool) {
    atomic_fetch_sub_explicit(&pool->gate, 1, memory_order_relaxed);
    for (size_t spin = 0; spin < spins_before_wait; spin++) {
        if (atomic_load_explicit(&pool->gate, memory_order_acquire) == 0) return;
        PAUSE();
    }
    pthread_mutex_lock(&pool->mutex);
    atomic_store(&pool->waiting, 1);
    while (atomic_load(&pool->gate) != 0) pthread_cond_wait(&pool->left, &pool->mutex);
    atomic_store(&pool->waiting, 0);
    pthread_mutex_unlock(&pool->mutex);
}

static void sleep_until_woken(selkie_pool *pool, size_t seen) {
    pthread_mutex_lock(&pool->mutex);
    atomic_fetch_add(&pool->sleepers, 1);
    while (atomic_load(&pool->generation) == seen) pthread_cond_wait(&pool->woken, &pool->mutex);
    atomic_fetch_sub(&pool->sleepers, 1);
    pthread_mutex_unlock(&pool->mutex);
}

static void *work(void *argument) {
    start s = *(start *)argument;
    free(argument);
    selkie_pool *pool = s.pool;
    selkie_claim_thread();
    size_t seen = 0;
    for (;;) {
        for (size_t spin = 0; atomic_load_explicit(&pool->generation, memory_order_acquire) == seen; spin++) {
            if (spin < spins_before_sleep) {
                PAUSE();
            } else {
                sleep_until_woken(pool, seen);
                break;
            }
        }
        seen = atomic_load(&pool->generation);
        if (atomic_load(&pool->ending)) return NULL;
        if (!enter(pool)) continue;
        take_iterations(pool, s.worker);
        leave(pool);
    }
}

static void announce(selkie_pool *pool) {
    atomic_fetch_add(&pool->generation, 1);
    if (atomic_load(&pool->sleepers) != 0) {
        pthread_mutex_lock(&pool->mutex);
        pthread_cond_broadcast(&pool->woken);
        pthread_mutex_unlock(&pool->mutex);
    }
}

selkie_pool *selkie_pool_create(size_t threads) {
    selkie_pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL) return NULL;
    pool->workers = calloc(threads, sizeof *pool->workers);
    if (pool->workers == NULL) {
        free(pool);
        return NULL;
    }
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->woken, NULL);
    pthread_cond_init(&pool->left, NULL);
    pool->threads = 1;
    for (size_t i = 1; i < threads; i++) {
        start *s = malloc(sizeof *s);
        if (s != NULL) *s = (start){pool, i};
        if (s == NULL || pthread_create(&pool->workers[i], NULL, work, s) != 0) {
            free(s);
            selkie_pool_destroy(pool);
            return NULL;
        }
        pool->threads = i + 1;
    }
    return pool;
}

void selkie_pool_destroy(selkie_pool *pool) {
    if (pool == NULL) return;
    atomic_store(&pool->ending, 1);
    announce(pool);
    for (size_t i = 1; i < pool->threads; i++) pthread_join(pool->workers[i], NULL);
    pthread_mutex_destroy(&pool->mutex);
    pthread_cond_destroy(&pool->woken);
    pthread_cond_destroy(&pool->left);
    free(pool->workers);
    free(pool);
}

void selkie_pool_run(selkie_pool *pool, selkie_pool_body body, void *context, size_t count) {
    selkie_claim_thread();
    pool->body = body;
    pool->context = context;
    pool->count = count;
    atomic_store_explicit(&pool->next, 0, memory_order_relaxed);
    if (pool->threads == 1 || count <= 1) {
        take_iterations(pool, 0);
        return;
    }
    atomic_store_explicit(&pool->gate, 1, memory_order_release);
    announce(pool);
    take_iterations(pool, 0);
    wait_for_workers(pool);
}
