/// What is wrong with something that came from outside, where in it, and what its owner can do about it: the one
/// form in which this package's libraries refuse.
///
/// A library says what it knows: files, places, values. It names no flags of a command line and no routes of a
/// server; whoever offers those adds them. The text of ``description`` is what a person reads, so it is always one
/// line: names that come out of a file are escaped and shortened before they get here.
public struct Diagnosis: Error, Equatable, Sendable {
    /// The kind of trouble, for code that wants to react rather than print.
    public var code: Code
    /// Path, address or name of what it is about, as it was given; empty when there is none.
    public var file: String
    /// Where in it: a tensor, key, line or byte offset; empty when the whole is meant.
    public var place: String
    /// What is wrong.
    public var problem: String
    /// What to do about it.
    public var remedy: String
    /// What in the remedy is done in a way of the program's own.
    public var step: Step?

    /// Creates a diagnosis; every part should read well inside one line of text.
    public init(
        _ code: Code, file: String = "", place: String = "", problem: String, remedy: String,
        step: Step? = nil
    ) {
        self.code = code
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy
        self.step = step
    }
}

extension Diagnosis: CustomStringConvertible {
    /// One line: `FILE: PLACE: what is wrong; what to do`.
    public var description: String {
        [printable(file, limit: 4096), place, "\(problem); \(remedy)"].filter { !$0.isEmpty }
            .joined(separator: ": ")
    }
}
