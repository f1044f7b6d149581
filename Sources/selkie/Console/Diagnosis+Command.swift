import Files
import Files

extension Diagnosis {
    /// What a command itself finds wrong with what the user gave it; bad data unless told otherwise.
    init(
        file: String, place: String = "", problem: String, remedy: String, category: Category = .badData
    ) {
        self.init(
            Code("command", category), file: file, place: place, problem: problem, remedy: remedy)
    }
}
