import Console
import ModelLibrary

/// What is said of a file that was fetched.
struct PullResult: Encodable {
    let name: String
    let path: String
    let outcome: String

    init(_ entry: ModelCatalog.Entry, in folder: String, _ outcome: ModelPull.Outcome) {
        name = entry.name
        path = folder + "/" + entry.file
        self.outcome =
            switch outcome {
            case .alreadyThere: "already there"
            case .fetched: "fetched"
            case .replacedDamaged: "replaced damaged"
            }
    }

    /// Prints it.
    ///
    /// - Throws: `StreamError` when standard output refuses it.
    func print(in session: Session) throws {
        if session.isJSON { return try JSONText.emit(self) }
        if !session.isQuiet { try session.print("\(name): \(outcome), \(path)") }
    }
}
