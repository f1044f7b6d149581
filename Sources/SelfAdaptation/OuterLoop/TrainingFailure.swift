/// A training that a run cannot do without, and that came to nothing.
public struct TrainingFailure: Error, Equatable, CustomStringConvertible {
    /// What was trained.
    public let place: String
    /// What went wrong.
    public let problem: String
    /// What to do about it.
    public let remedy: String

    /// A failure with all its parts.
    public init(_ place: String, problem: String, remedy: String) {
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }

    /// There was no time for even the first step.
    static let noTime = TrainingFailure(
        "run", problem: "the time was up before anything was finished", remedy: "give it more, or less to do")

    /// One line: place, problem and remedy.
    public var description: String { "\(place): \(problem); \(remedy)" }
}
