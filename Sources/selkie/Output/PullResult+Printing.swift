import Console
import Files
import Workbench

extension PullResult {
    /// Prints it.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it.
    func print(in session: Session) throws {
        if session.isJSON { return try JSONText.emit(self) }
        if !session.isQuiet { try session.print("\(name): \(outcome), \(path)") }
    }
}
