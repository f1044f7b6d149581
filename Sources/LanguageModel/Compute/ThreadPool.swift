import Foundation
import Kernels

/// The threads that one engine computes with.
///
/// Loops run one at a time; the caller's thread takes part. Iterations must write to disjoint memory: then
/// results do not depend on which thread ran which.
package final class ThreadPool: @unchecked Sendable {
    private let pool: OpaquePointer
    /// Number of threads, the caller's included.
    package let threads: Int

    /// Starts `threads` threads less one; `nil` takes one for each core that the system offers.
    package init(threads: Int? = nil) {
        let wanted = max(1, min(threads ?? ProcessInfo.processInfo.activeProcessorCount, 256))
        if let pool = selkie_pool_create(wanted) {
            self.pool = pool
            self.threads = wanted
        } else if let single = selkie_pool_create(1) {
            // The system refuses more threads: slower, not wrong.
            pool = single
            self.threads = 1
        } else {
            preconditionFailure("no memory for a thread pool")
        }
    }

    deinit { selkie_pool_destroy(pool) }

    /// Runs `body(index, worker)` for every index in 0 ..< count; returns when all are done.
    package func run(_ count: Int, _ body: (_ index: Int, _ worker: Int) -> Void) {
        guard count > 0 else { return }
        withoutActuallyEscaping(body) { escaping in
            var box = escaping
            withUnsafeMutablePointer(to: &box) { context in
                selkie_pool_run(
                    pool,
                    { context, index, worker in
                        guard let context else { return }
                        context.assumingMemoryBound(to: ((Int, Int) -> Void).self).pointee(index, worker)
                    }, context, count)
            }
        }
    }

    /// Splits 0 ..< rows into one even part for each thread and runs `body(part)` on each.
    package func split(_ rows: Int, _ body: (_ part: Range<Int>) -> Void) {
        let parts = min(threads, rows)
        run(parts) { part, _ in body(rows * part / parts..<rows * (part + 1) / parts) }
    }
}
