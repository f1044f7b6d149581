import Console
import ModelLibrary
import Files

/// What is said of a file that was fetched.
struct PullResult: Codable {
    let name: String
    let path: String
    let outcome: String

    init(name: String, path: String, _ outcome: ModelPull.Outcome) {
        self.name = name
        self.path = path
        self.outcome =
            switch outcome {
            case .alreadyThere: "already there"
            case .fetched: "fetched"
            case .replacedDamaged: "replaced damaged"
            }
    }

    /// Prints it.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it.
    func print(in session: Session) throws {
        if session.isJSON { return try JSONText.emit(self) }
        if !session.isQuiet { try session.print("\(name): \(outcome), \(path)") }
    }
}
