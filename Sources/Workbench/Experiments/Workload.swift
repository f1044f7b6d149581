import Grading
import LanguageModel
import SelfAdaptation
import Text

/// What a run teaches, and how: the items of one kind of task with its settings.
///
/// A new kind of task is one more case here, with its domain.
enum Workload: Codable, Sendable, Equatable {
    /// Passages with questions.
    case knowledge(items: [KnowledgeItem], settings: KnowledgeSettings)
    /// Puzzles of grids.
    case fewShot(items: [GridTask], settings: FewShotSettings)

    /// Something that is done with a domain and its items, whatever kind they are of.
    protocol Use {
        associatedtype Outcome
        func callAsFunction<D: Domain>(_ domain: D, _ items: [D.Item]) async throws -> Outcome
    }

    /// Does something with the domain of a student.
    ///
    /// `grader` grades answers in words.
    func with<U: Use>(
        student: LanguageModel, grader: any Grader, reader: Adapter? = nil, _ use: U
    ) async throws -> U.Outcome {
        switch self {
        case .knowledge(let items, let settings):
            try await use(
                KnowledgeDomain(student: student, settings: settings, grader: grader, reader: reader), items)
        case .fewShot(let items, let settings):
            try await use(FewShotDomain(student: student, settings: settings), items)
        }
    }

    /// What updates are asked while they are trained; `nil` for puzzles, which nobody watches.
    ///
    /// - Throws: `Diagnosis` for a student that can't be asked.
    func probes(student: LanguageModel) throws -> TrainingWatch.Probes? {
        guard case .knowledge(_, let settings) = self else { return nil }
        return try CollapseWatch(settings.prompt, model: student).training.probes
    }

    /// The first items, taught in so many epochs.
    func following(_ plan: WorkPlan) -> Workload {
        switch self {
        case .knowledge(let items, var settings):
            settings.innerLoop.training.epochs = plan.epochs
            return .knowledge(items: Array(items.prefix(plan.passages)), settings: settings)
        case .fewShot(let items, var settings):
            settings.innerLoop.training.epochs = plan.epochs
            return .fewShot(items: Array(items.prefix(plan.passages)), settings: settings)
        }
    }

    /// Epochs that items are taught in.
    var epochs: Int { innerLoop.training.epochs }

    /// The items as they will probably be, where their exams are yet to be written.
    func expected(_ habits: WritingHabits) -> Workload {
        guard case .knowledge(let items, let settings) = self else { return self }
        return .knowledge(
            items: UnanswerableQuestions.assign(to: items.map { $0.expected(habits) }), settings: settings)
    }

    /// The same with no more than what scores depend on: runs from before passages had unanswerable questions, and those
    /// on another part of a dataset, differ in these alone.
    var scored: Workload {
        guard case .knowledge(var items, let settings) = self else { return self }
        for index in items.indices { items[index].unanswerable = nil }
        return .knowledge(items: items, settings: settings)
    }

    /// What writing exams beforehand will come to.
    func exams(_ model: LanguageModel, _ habits: WritingHabits) -> WorkEstimate {
        guard case .knowledge(let items, _) = self else { return WorkEstimate(items: 0, parts: []) }
        return .exams(of: items, model: model, habits: habits)
    }

    /// The items as reports show them.
    var items: [ItemSummary] {
        switch self {
        case .knowledge(let items, _): items.map(\.summary)
        case .fewShot(let items, _): items.map(\.summary)
        }
    }

    /// Whether exams are scored as they would be today.
    var isScoredAsNow: Bool {
        if case .knowledge(_, let settings) = self { settings.scoring == .answered } else { true }
    }

    /// Whether passages are cut as they would be today.
    var isCutAsNow: Bool {
        if case .knowledge(_, let settings) = self { settings.pieceSize == .pieces } else { true }
    }

    /// Notes that exams are scored as they would be today.
    mutating func setScoring() {
        guard case .knowledge(let items, var settings) = self else { return }
        settings.scoring = .answered
        self = .knowledge(items: items, settings: settings)
    }

    /// Tokens of the longest sequence that the material trains in, in one piece with `isWhole`.
    ///
    /// - Throws: `Diagnosis` for material that can't be trained on.
    func longestSequence(student: LanguageModel, isWhole: Bool) async throws -> Int {
        try await with(student: student, grader: LexicalGrader(), Longest(isWhole: isWhole))
    }

    /// How updates are trained unless a self-edit asks for something else.
    var innerLoop: InnerLoopSettings { descriptor.innerLoop }

    /// What they are called, and how they are taught.
    var descriptor: DomainDescriptor {
        switch self {
        case .knowledge(_, let settings): settings.descriptor
        case .fewShot(_, let settings): settings.descriptor
        }
    }

    /// What one item is called, what is asked about it, and what a model writes to teach itself.
    var nouns: (item: String, question: String, selfEdit: String) {
        (descriptor.item, descriptor.question, descriptor.selfEdit)
    }
}

private struct Longest: Workload.Use {
    typealias Outcome = Int

    let isWhole: Bool

    func callAsFunction<D: Domain>(_ domain: D, _ items: [D.Item]) throws -> Int {
        try domain.longestSequence(of: items, isWhole: isWhole)
    }
}
