import Workbench

extension RunFigures {
    /// Prints the run.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it.
    func print(in session: Session) throws {
        switch self {
        case .outerLoop(let figures): try figures.print(in: session)
        case .evaluation(let figures): try figures.print(in: session)
        }
    }
}
