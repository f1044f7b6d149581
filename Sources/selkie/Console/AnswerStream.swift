import Console
import Synchronization

/// Writes an answer to standard output as it grows.
///
/// When the stream refuses, the task that generates is cancelled: nobody reads on.
final class AnswerStream: Sendable {
    private struct State {
        var text = ""
        var failure: StreamError?
    }

    private let isInteractive: Bool
    private let state = Mutex(State())

    /// A stream to standard output, as the terminal allows.
    init(_ terminal: Terminal) { isInteractive = terminal.isInteractive }

    /// What was written so far.
    var text: String { state.withLock(\.text) }

    /// Writes more of the answer; called by the task that generates.
    func write(_ piece: String) {
        let isBroken = state.withLock { state in
            state.text += piece
            guard state.failure == nil else { return true }
            do {
                // On a terminal, a model's answer must not steer it.
                try StandardStream.output.write(isInteractive ? TextLayout.printable(piece) : piece)
            } catch {
                state.failure = error
            }
            return state.failure != nil
        }
        if isBroken { withUnsafeCurrentTask { $0?.cancel() } }
    }

    /// Ends the answer with a line break.
    ///
    /// - Throws: What the stream refused, now or before.
    func finish() throws(StreamError) {
        if let failure = state.withLock(\.failure) { throw failure }
        try StandardStream.output.write("\n")
    }
}
