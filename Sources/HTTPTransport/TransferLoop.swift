import CCurl
import Foundation
import Synchronization

/// libcurl's transfers of one client, on a thread of their own.
///
/// Other threads only leave orders and wake it; the handles are touched by its thread alone.
package final class TransferLoop: Sendable {
    private struct Orders {
        var added: [Transfer] = []
        var isOver = false
    }

    /// libcurl's multi handle; waking it is what other threads may do.
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer
    private let orders = Mutex(Orders())

    /// Must happen once, before anything else of libcurl.
    private static let library = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// Starts the thread; `nil` when libcurl cannot be set up.
    package init?() {
        guard Self.library == CURLE_OK, let multi = curl_multi_init() else { return nil }
        self.multi = multi
        Thread.detachNewThread { self.run() }
    }

    /// Hands a transfer over.
    func add(_ transfer: Transfer) {
        orders.withLock { $0.added.append(transfer) }
        curl_multi_wakeup(multi)
    }

    /// Ends a transfer, also one that has not been handed over yet.
    func cancel(_ transfer: Transfer) {
        transfer.isCancelled.store(true, ordering: .releasing)
        curl_multi_wakeup(multi)
    }

    /// Ends the thread; nothing may be on its way.
    ///
    /// - Returns: Whether it was there to be woken.
    @discardableResult
    package func end() -> Bool {
        orders.withLock { orders in
            orders.isOver = true
            // Without the lock the thread could see the order and free what is woken here.
            return curl_multi_wakeup(multi) == CURLM_OK
        }
    }

    // MARK: On the thread

    private func run() {
        var active: [UnsafeMutableRawPointer: Transfer] = [:]
        while true {
            let orders = orders.withLock { orders in
                defer { orders.added = [] }
                return orders
            }
            if orders.isOver { break }
            for transfer in orders.added { open(transfer, in: &active) }
            var running: CInt = 0
            curl_multi_perform(multi, &running)
            finishDone(in: &active)
            curl_multi_poll(multi, nil, 0, endOverdue(in: &active), nil)
        }
        curl_multi_cleanup(multi)
    }

    private func open(_ transfer: Transfer, in active: inout [UnsafeMutableRawPointer: Transfer]) {
        guard let handle = transfer.open(), curl_multi_add_handle(multi, handle) == CURLM_OK else {
            return transfer.finish(.success(CURLE_OUT_OF_MEMORY))
        }
        active[handle] = transfer
    }

    private func finishDone(in active: inout [UnsafeMutableRawPointer: Transfer]) {
        var waiting: CInt = 0
        while let message = curl_multi_info_read(multi, &waiting) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else {
                continue
            }
            finish(handle, .success(selkie_curl_result(message)), in: &active)
        }
    }

    /// Ends what was cancelled or took too long.
    ///
    /// - Returns: Milliseconds until the next transfer may be overdue.
    private func endOverdue(in active: inout [UnsafeMutableRawPointer: Transfer]) -> CInt {
        let now = ContinuousClock.now
        var next = now + .seconds(60)
        for (handle, transfer) in active {
            if transfer.isCancelled.load(ordering: .acquiring) {
                finish(handle, .failure(CancellationError()), in: &active)
                continue
            }
            switch transfer.deadline(now: now) {
            case .success(let deadline): next = min(next, deadline ?? next)
            case .failure(let error): finish(handle, .failure(error), in: &active)
            }
        }
        return CInt((now.duration(to: next) / .milliseconds(1)).rounded(.up))
    }

    private func finish(
        _ handle: UnsafeMutableRawPointer, _ result: Result<CURLcode, any Error>,
        in active: inout [UnsafeMutableRawPointer: Transfer]
    ) {
        guard let transfer = active.removeValue(forKey: handle) else { return }
        curl_multi_remove_handle(multi, handle)
        transfer.finish(result)
    }
}
