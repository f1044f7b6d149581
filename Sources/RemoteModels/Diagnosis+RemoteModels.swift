package import Files
package import Files

extension Diagnosis.Code {
    /// No connection came about, or it broke off.
    package static let unreachable = Self("unreachable", .unavailable)
    /// The answer took too long.
    package static let timedOut = Self("timedOut", .unavailable)
    /// The server does not want the request: an unknown model, a missing key.
    package static let refused = Self("refused", .noInput)
    /// The server has too much to do, after all retries.
    package static let serverBusy = Self("serverBusy", .busy)
    /// The server met an error of its own, after all retries.
    package static let serverFailed = Self("serverFailed", .unavailable)
    /// What came back is not what the protocol has.
    package static let nonsense = Self("nonsense", .badData)

    /// Whether the same request may do better a little later.
    var isTransient: Bool { [.unreachable, .timedOut, .serverBusy, .serverFailed].contains(self) }
}

extension Diagnosis {
    /// What is wrong with a model behind an address.
    init(_ code: Code, remote: RemoteAddress, problem: String, remedy: String) {
        self.init(code, file: "\(remote)", problem: problem, remedy: remedy)
    }

    /// The same, said of a request that was made several times.
    func after(attempts: Int) -> Diagnosis {
        guard attempts > 1 else { return self }
        return Diagnosis(code, file: file, problem: "\(problem), \(attempts) times", remedy: remedy)
    }
}
