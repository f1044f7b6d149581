import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ctrl-C as a polite request: the first stops the running work cleanly, the second ends the program at once.
///
/// A job runs inside ``stoppable(_:)``, and so does each answer of a chat: the first Ctrl-C cancels the task
/// of the innermost one and nothing else. With nothing stoppable running, Ctrl-C ends the program.
package final class Interrupt: Sendable {
    private struct Work {
        var state = InterruptState()
        var cancellations: [Int: @Sendable () -> Void] = [:]
    }

    private let work = Mutex(Work())
    private let end: @Sendable () -> Void

    /// Creates the handling without listening to the system.
    ///
    /// - Parameter end: how the program ends at once.
    package init(end: @escaping @Sendable () -> Void = { _exit(ExitCode.interrupted) }) {
        self.end = end
    }

    /// Listens to SIGINT for as long as the returned value lives.
    ///
    /// The handler runs on a queue of its own, so that a busy program still hears it.
    package func listen() -> Listener {
        Listener(self)
    }

    /// Whether the running work was asked to stop; for loops that cannot be cancelled as a task.
    package var isStopping: Bool {
        work.withLock { $0.state.isStopping }
    }

    /// Ctrl-C was pressed.
    package func press() {
        let action = work.withLock { work -> @Sendable () -> Void in
            switch work.state.press() {
            case .stop(let scope): work.cancellations[scope] ?? {}
            case .end: end
            }
        }
        action()
    }

    /// Runs work that Ctrl-C cancels, and with it only this work.
    ///
    /// - Throws: What the work throws, a `CancellationError` in most cases when it was stopped.
    package func stoppable<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await body() }
        let scope = work.withLock { work in
            let scope = work.state.enter()
            work.cancellations[scope] = { task.cancel() }
            return scope
        }
        defer {
            work.withLock { work in
                work.state.leave(scope)
                work.cancellations[scope] = nil
            }
        }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Delivers SIGINT to an ``Interrupt`` while it lives.
    package final class Listener: Sendable {
        /// Dispatch sources may be used from any thread; the import does not say so.
        private nonisolated(unsafe) let source: any DispatchSourceSignal

        fileprivate init(_ interrupt: Interrupt) {
            #if canImport(Darwin)
                // There the source only watches; the default action would still end the program.
                signal(SIGINT, SIG_IGN)
            #endif
            source = DispatchSource.makeSignalSource(
                signal: SIGINT, queue: DispatchQueue(label: "interrupt", qos: .userInteractive))
            source.setEventHandler { interrupt.press() }
            // A signal that comes before the source is in place would end the program.
            let isInPlace = DispatchSemaphore(value: 0)
            source.setRegistrationHandler { isInPlace.signal() }
            source.activate()
            isInPlace.wait()
        }

        deinit {
            source.cancel()
        }
    }
}
