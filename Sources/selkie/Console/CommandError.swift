import Console

/// What a command itself finds wrong with what the user gave it.
struct CommandError: Error, Equatable, CustomStringConvertible {
    /// The file, folder or stream concerned.
    let file: String
    /// Where in it; empty when the whole is meant.
    let place: String
    /// What is wrong.
    let problem: String
    /// What to do about it.
    let remedy: String
    /// The exit code that it leads to.
    let exitCode: Int32

    /// An error with all its parts; bad data unless told otherwise.
    init(
        file: String, place: String = "", problem: String, remedy: String,
        exitCode: Int32 = Console.ExitCode.badData
    ) {
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy
        self.exitCode = exitCode
    }

    /// "FILE: PLACE: problem; remedy".
    var description: String {
        [file, place, "\(problem); \(remedy)"].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}
