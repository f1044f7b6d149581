import Foundation
import Memory
package import SelfAdaptation
import Text

/// A plan as a run keeps it, with its file.
struct RunBudget: Codable {
    let plan: RecordedPlan
    let path: String

    /// Under which a run's journal keeps it.
    static let key = "plan"

    /// The plan of a run, if it has one.
    init?(_ budget: BudgetedPlan?) {
        guard let plan = budget?.plan, let path = budget?.path else { return nil }
        self.plan = plan
        self.path = path
    }
}

extension RunStore {
    /// The plan that a run was begun with; none where everything is done that was asked for.
    ///
    /// - Throws: `Diagnosis`.
    func budget(of record: ExperimentRecord) throws -> RunBudget? { try entry(RunBudget.key, of: record) }

    /// What was expected when a run was begun; none for one that has done nothing yet.
    ///
    /// - Throws: `Diagnosis`.
    func estimate(of record: ExperimentRecord) throws -> JobEstimate? {
        try entry(JobEstimate.key, of: record)
    }

    /// What a run left out when the time was up; none for one that is going on or has done everything.
    ///
    /// - Throws: `Diagnosis`.
    func cut(of record: ExperimentRecord) throws -> WorkCut? {
        try entry(WorkCut.key, of: record).flatMap { $0 == WorkCut() ? nil : $0 }
    }

    private func entry<Value: Decodable>(_ key: String, of record: ExperimentRecord) throws -> Value? {
        try entries(of: record).first { $0.key == key }.flatMap {
            try? JSONDecoder().decode(Value.self, from: Data($0.payload.utf8))
        }
    }
}

extension WorkCut {
    /// What is said of it, with what does the rest: `Cut: the time was up; 3 passages not finished. …`.
    package func text(_ noun: String, remedy: String) -> String {
        let left = [
            items > 0 ? "\(Quantity.count(items, noun)) not finished" : nil,
            rows > 0 ? "\(Quantity.count(rows, "row")) not finished" : nil,
            policies > 0 ? "the last round's policy not finished" : nil,
            rounds > 0 ? "\(Quantity.count(rounds, "round")) not begun" : nil,
        ].compactMap { $0 }
        return "Cut: the time was up; \(left.joined(separator: ", ")). \(remedy)"
    }
}
