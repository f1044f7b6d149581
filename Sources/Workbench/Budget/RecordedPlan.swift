import Files
import Foundation
import ModelFormats
import SelfAdaptation
import Text

/// A plan as a file: what a run with a budget does, to be done again.
package struct RecordedPlan: Codable, Equatable, Sendable {
    /// What kind of run it is for.
    package enum Job: String, Codable, CaseIterable, Sendable {
        case learn, train, eval, corpus
        case fewShotTrain = "fewshot train"
        case fewShotEval = "fewshot eval"

        /// What is given up, in this order.
        var rule: [WorkPlan.Reduction] {
            switch self {
            case .learn: WorkPlan.learning
            case .train: WorkPlan.looping
            case .fewShotTrain: WorkPlan.loopingOverRecipes
            case .eval, .fewShotEval: WorkPlan.comparing
            case .corpus: WorkPlan.writing
            }
        }

        /// What an item is called, and what is written about it.
        var nouns: (item: String, selfEdit: String) {
            switch self {
            case .learn, .train, .eval, .corpus: ("passage", "self-edit")
            case .fewShotTrain, .fewShotEval: ("task", "recipe")
            }
        }
    }

    /// What kind of run it is for.
    package let job: Job
    /// Passages or tasks that are worked on, the first ones.
    let passages: Int
    /// Passages or tasks that there are.
    let of: Int
    /// Self-edits of each passage; 0 for the text alone.
    let candidates: Int
    /// Passes over the study material.
    let epochs: Int
    /// Rounds of an outer loop.
    let rounds: Int
    /// Trainings of each self-edit.
    let repeats: Int
    /// The budget that it was made for, in seconds.
    package let budget: Double

    /// The plan for a budget.
    init(_ job: Job, _ plan: WorkPlan, of count: Int, budget: Double) {
        self.job = job
        passages = plan.passages
        of = count
        candidates = plan.candidates
        epochs = plan.epochs
        rounds = plan.rounds
        repeats = plan.repeats
        self.budget = budget
    }

    /// The plan itself.
    var plan: WorkPlan {
        WorkPlan(
            passages: passages, candidates: candidates, epochs: epochs, rounds: rounds, repeats: repeats)
    }

    /// `8 of 25 passages, 2 self-edits each, 10 epochs`.
    package var text: String {
        let noun = job.nouns.item
        let items = Quantity.count(of, noun)
        var parts = [passages < of ? "\(passages) of \(items)" : items]
        parts.append(
            candidates == 0 ? "the text alone" : "\(Quantity.count(candidates, job.nouns.selfEdit)) each")
        if job == .learn || job == .train { parts.append(Quantity.count(epochs, "epoch")) }
        if job == .train || job == .fewShotTrain { parts.append(Quantity.count(rounds, "round")) }
        if repeats > 1 { parts.append("each trained \(repeats) times") }
        return parts.joined(separator: ", ")
    }

    /// Reads a plan for a run on so many passages or tasks.
    ///
    /// - Throws: `Diagnosis` for a file that holds none, or one that does not fit.
    static func read(_ file: String, for job: Job, items count: Int) throws -> RecordedPlan {
        let text = try InputText.read(file)
        guard let plan = try? JSONDecoder().decode(RecordedPlan.self, from: Data(text.utf8)), plan.isSound
        else {
            throw Diagnosis(
                file: file, problem: "is no plan of a run",
                remedy: "give a file that such a run with a budget recorded", step: .recordPlan(job.rawValue))
        }
        guard plan.job == job else {
            throw Diagnosis(
                file: file, problem: "is a plan of '\(plan.job.rawValue)'",
                remedy: "give a file that such a run with a budget recorded", step: .recordPlan(job.rawValue))
        }
        guard plan.of == count else {
            throw Diagnosis(
                file: file,
                problem:
                    "is a plan for \(Quantity.count(plan.of, job.nouns.item)), and there are \(Quantity.count(count))",
                remedy: "give the \(job == .learn ? "documents" : "\(job.nouns.item)s") that it was made for")
        }
        return plan
    }

    /// Whether the numbers can be those of a run: a file may hold anything.
    private var isSound: Bool {
        (1...max(1, of)).contains(passages) && (job == .learn ? 0...64 : 1...256).contains(candidates)
            && (1...1000).contains(epochs) && (1...20).contains(rounds) && (1...64).contains(repeats)
    }

    /// Writes the plan.
    ///
    /// - Throws: `Diagnosis` when it can't be written.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try AtomicFile.write(Array(encoder.encode(self)) + [10], to: path)
    }
}
