import Console
import Foundation
import ModelFormats
import SelfAdaptation

/// A plan as a file: what a run with a budget does, to be done again.
struct RecordedPlan: Codable, Equatable, Sendable {
    /// Passages that are learned, the first ones.
    let passages: Int
    /// Passages of the documents.
    let of: Int
    /// Self-edits of each passage; 0 for the text alone.
    let candidates: Int
    /// Passes over the study material.
    let epochs: Int
    /// The budget that it was made for, in seconds.
    let budget: Double

    /// The plan for a budget.
    init(_ plan: WorkPlan, of count: Int, budget: Double) {
        passages = plan.passages
        of = count
        candidates = plan.candidates
        epochs = plan.epochs
        self.budget = budget
    }

    /// The plan itself.
    var plan: WorkPlan { WorkPlan(passages: passages, candidates: candidates, epochs: epochs) }

    /// `8 of 25 passages, 2 self-edits each, 10 epochs`.
    var text: String {
        let part =
            passages < of ? "\(passages) of \(Quantity.count(of, "passage"))" : Quantity.count(of, "passage")
        let edits = candidates == 0 ? "the text alone" : "\(Quantity.count(candidates, "self-edit")) each"
        return "\(part), \(edits), \(Quantity.count(epochs, "epoch"))"
    }

    /// Reads a plan for documents of so many passages.
    ///
    /// - Throws: ``CommandError`` for a file that holds none, or one that does not fit.
    static func read(_ file: String, passages count: Int) throws -> RecordedPlan {
        let text = try InputText.read(file)
        guard let plan = try? JSONDecoder().decode(RecordedPlan.self, from: Data(text.utf8)),
            (1...max(1, plan.of)).contains(plan.passages), (0...64).contains(plan.candidates),
            (1...1000).contains(plan.epochs)
        else {
            throw CommandError(
                file: file, problem: "is no plan of a learning run",
                remedy: "give a file that 'selkie learn --budget' recorded")
        }
        guard plan.of == count else {
            throw CommandError(
                file: file,
                problem:
                    "is a plan for \(Quantity.count(plan.of, "passage")), the documents have \(Quantity.count(count))",
                remedy: "give the documents that it was made for")
        }
        return plan
    }

    /// Writes the plan.
    ///
    /// - Throws: `FormatError` when it can't be written.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try AtomicFile.write(Array(encoder.encode(self)) + [10], to: path)
    }
}
