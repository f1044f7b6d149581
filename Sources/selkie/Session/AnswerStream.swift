import Console
import Files
import LanguageModel
import Synchronization
import Text

/// Writes an answer to standard output as it grows.
///
/// When the stream refuses, the task that generates is cancelled: nobody reads on.
final class AnswerStream: Sendable {
    private struct State {
        var text = ""
        var failure: Diagnosis?
    }

    private let isInteractive: Bool
    private let trimsStart: Bool
    private let state = Mutex(State())

    /// A stream to standard output, as the terminal allows; `trimsStart` leaves out white space before the answer.
    init(_ terminal: Terminal, trimsStart: Bool = false) {
        isInteractive = terminal.isInteractive
        self.trimsStart = trimsStart
    }

    /// What was written so far.
    var text: String { state.withLock(\.text) }

    /// Writes more of the answer; called by the task that generates.
    func write(_ piece: String) {
        let isBroken = state.withLock { state in
            let isStart = trimsStart && state.text.isEmpty
            let piece = isStart ? String(piece.trimmingPrefix(while: \.isWhitespace)) : piece
            state.text += piece
            guard state.failure == nil else { return true }
            do throws(Diagnosis) {
                // On a terminal, a model's answer must not steer it.
                try StandardStream.output.write(isInteractive ? TextLayout.printable(piece) : piece)
            } catch {
                state.failure = error
            }
            return state.failure != nil
        }
        if isBroken { withUnsafeCurrentTask { $0?.cancel() } }
    }

    /// Writes the answer to one request while it is made.
    ///
    /// - Throws: What generation throws; what the stream refused, which cancels it, comes first.
    func follow(_ request: GenerationRequest, by engine: Engine) async throws -> Generation {
        do {
            let results = try await engine.generate([request], onText: { self.write($0.text) })
            try finish()
            return results[0][0]
        } catch is CancellationError {
            try finish()
            throw CancellationError()
        }
    }

    /// Ends the answer with a line break.
    ///
    /// - Throws: What the stream refused, now or before.
    func finish() throws {
        if let failure = state.withLock(\.failure) { throw failure }
        try StandardStream.output.write("\n")
    }
}
