import Synchronization

/// Requests of one caller on their way through the engine, and what came of them.
final class GenerationJob: Sendable {
    /// What is asked for.
    let requests: [GenerationRequest]
    private let onText: (@Sendable (GenerationEvent) -> Void)?
    private let progress: @Sendable (_ tokens: Int) -> Void
    private let state: Mutex<State>

    private struct State {
        var answers: [[Generation?]]
        var left: Int
        var tokens = 0
        var isCancelled = false
        var isOver = false
        var waiter: CheckedContinuation<[[Generation]]?, Never>?

        var finished: [[Generation]]? {
            isCancelled ? nil : answers.map { $0.compactMap(\.self) }
        }
    }

    /// A job that nobody works on yet.
    init(
        _ requests: [GenerationRequest], onText: (@Sendable (GenerationEvent) -> Void)? = nil,
        progress: @escaping @Sendable (_ tokens: Int) -> Void = { _ in }
    ) {
        self.requests = requests
        self.onText = onText
        self.progress = progress
        let left = requests.map(\.samples).reduce(0, +)
        state = Mutex(
            State(
                answers: requests.map { [Generation?](repeating: nil, count: $0.samples) }, left: left,
                isOver: left == 0))
    }

    /// Whether nobody waits for it any longer.
    var isCancelled: Bool { state.withLock(\.isCancelled) }

    /// Whether all answers are there, or nobody waits for them.
    var isOver: Bool { state.withLock(\.isOver) }

    /// All answers: [request][sample]; `nil` when it was cancelled before they were there.
    var answers: [[Generation]]? { state.withLock { $0.finished } }

    /// Says that nobody waits for it any longer; the engine drops it before its next step.
    func cancel() {
        state.withLock { if !$0.isOver { $0.isCancelled = true } }
    }

    /// The answers, as soon as they are there; `nil` when it was cancelled.
    func outcome() async -> [[Generation]]? {
        await withCheckedContinuation { waiter in
            let answers: [[Generation]]?? = state.withLock { state in
                if state.isOver { return .some(state.finished) }
                state.waiter = waiter
                return nil
            }
            if let answers { waiter.resume(returning: answers) }
        }
    }

    /// Passes on new text of an answer.
    func report(_ text: String, request: Int, sample: Int) {
        onText?(GenerationEvent(request: request, sample: sample, text: text))
    }

    /// Counts tokens that were drawn.
    func count(_ tokens: Int) {
        progress(
            state.withLock {
                $0.tokens += tokens
                return $0.tokens
            })
    }

    /// Keeps an answer that has come to its end.
    func finish(_ answer: Generation, request: Int, sample: Int) {
        let waiter = state.withLock { state in
            guard !state.isOver else { return Waiter?.none }
            if state.answers[request][sample] == nil { state.left -= 1 }
            state.answers[request][sample] = answer
            return state.left == 0 ? Self.end(&state) : nil
        }
        waiter?.tell()
    }

    /// Ends a job that was cancelled.
    func drop() { state.withLock { $0.isOver ? nil : Self.end(&$0) }?.tell() }

    private struct Waiter {
        let continuation: CheckedContinuation<[[Generation]]?, Never>
        let answers: [[Generation]]?

        func tell() { continuation.resume(returning: answers) }
    }

    private static func end(_ state: inout State) -> Waiter? {
        state.isOver = true
        guard let continuation = state.waiter else { return nil }
        state.waiter = nil
        return Waiter(continuation: continuation, answers: state.finished)
    }
}
