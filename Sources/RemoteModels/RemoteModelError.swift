/// Why a model behind an address gave no answer, on one line.
package struct RemoteModelError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kinds of trouble that callers tell apart.
    package enum Code: Sendable {
        /// No connection came about, or it broke off.
        case unreachable
        /// The answer took too long.
        case timedOut
        /// The server does not want the request: an unknown model, a missing key.
        case refused
        /// The server has too much to do, after all retries.
        case busy
        /// The server met an error of its own, after all retries.
        case failed
        /// What came back is not what the protocol has.
        case nonsense

        /// Whether the same request may do better a little later.
        var isTransient: Bool { self != .refused && self != .nonsense }
    }

    /// The kind of trouble.
    package let code: Code
    /// The address that it is about.
    package let subject: RemoteAddress
    /// What is wrong.
    package let problem: String
    /// What to do about it.
    package let remedy: String

    /// "ADDRESS: problem; remedy".
    package var description: String { "\(subject): \(problem); \(remedy)" }

    init(_ code: Code, _ subject: RemoteAddress, problem: String, remedy: String) {
        self.code = code
        self.subject = subject
        self.problem = problem
        self.remedy = remedy
    }

    /// The same, said of a request that was made several times.
    func after(attempts: Int) -> RemoteModelError {
        guard attempts > 1 else { return self }
        return RemoteModelError(code, subject, problem: "\(problem), \(attempts) times", remedy: remedy)
    }
}
