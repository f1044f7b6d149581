/// What Ctrl-C means from one moment to the next: first a request to stop, then the end.
package struct InterruptState: Sendable, Equatable {
    /// What a press of Ctrl-C leads to.
    package enum Action: Sendable, Equatable {
        /// The innermost running piece of work is asked to stop: a chat's answer, or the job.
        case stop(scope: Int)
        /// The program ends at once.
        case end
    }

    /// Whether a stop was asked for and the work has not yet ended.
    package private(set) var isStopping = false
    /// The running pieces of work, the innermost last.
    private var scopes: [Int] = []
    private var nextScope = 0

    /// Creates a state in which nothing runs, so that Ctrl-C ends the program.
    package init() {}

    /// A piece of work begins; it is the one that the next Ctrl-C stops.
    ///
    /// - Returns: Its number, to be given to ``leave(_:)``.
    package mutating func enter() -> Int {
        nextScope += 1
        scopes.append(nextScope)
        return nextScope
    }

    /// A piece of work has ended, stopped or not; Ctrl-C is counted anew.
    package mutating func leave(_ scope: Int) {
        scopes.removeAll { $0 == scope }
        isStopping = false
    }

    /// Ctrl-C was pressed.
    package mutating func press() -> Action {
        guard !isStopping, let innermost = scopes.last else { return .end }
        isStopping = true
        return .stop(scope: innermost)
    }
}
