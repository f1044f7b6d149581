public import Grading
public import LanguageModel

/// Decides whether an update may answer anybody.
///
/// It must answer more of what it was taught than the bare model, not fewer, beyond chance, of the questions that another
/// adapter answered until now, change something, and stay near enough to the bare model on what has nothing to do with any text. Questions
/// of all texts are pooled: five of one show nothing.
public struct UpdateGuard: Sendable {
    /// Questions that an adapter answered until now.
    public struct Known: Sendable {
        /// The adapter.
        public var adapter: Adapter
        /// The questions.
        public var questions: [Question]
        /// The passage that each is about, by any number.
        public var passages: [Int]

        /// Questions of an adapter.
        public init(adapter: Adapter, questions: [Question], passages: [Int]) {
            self.adapter = adapter
            self.questions = questions
            self.passages = passages
        }
    }

    /// The chance below which a loss is none.
    static let significance = 0.05
    /// The longest general answer, in tokens.
    static let answerLimit = 16
    /// The KL that rounding makes, in nats a token: what is below changes nothing.
    static let rounding = 1e-6
    /// General questions that are asked together.
    static let together = 16

    private let engine: Engine
    private let prompt: ExamPrompt
    private let answering: Answering
    private let reader: Adapter?
    private let grader: any Grader

    /// A guard that asks as exams do.
    public init(
        engine: Engine, prompt: ExamPrompt, answering: Answering = .directly, reader: Adapter? = nil,
        grader: any Grader
    ) {
        self.engine = engine
        self.prompt = prompt
        self.answering = answering
        self.reader = reader
        self.grader = grader
    }

    /// Examines an update.
    ///
    /// - Parameters:
    ///   - adapter: The update.
    ///   - new: How the bare model and the update answer what it was taught; `nil` without an exam.
    ///   - known: What others answered until now, and it would.
    /// - Returns: What was found.
    /// - Throws: The grader's errors, `Diagnosis` for a question longer than the window, `CancellationError`.
    public func examine(
        _ adapter: Adapter, new: PairedAnswers?, known: [Known]
    ) async throws -> GuardVerdict {
        var verdict = GuardVerdict(new: new)
        let questions = GeneralQuestions.all
        let looks = try await looks(at: adapter, questions)
        let kl = looks.map(\.divergence).reduce(0, +) / Double(looks.count)
        guard kl.isFinite else {
            verdict.kl = nil
            verdict.objections = [.notFinite]
            return verdict
        }
        verdict.kl = kl
        let (before, after) = (looks.flatMap(\.baseAnswers), looks.flatMap(\.answers))
        let general = try await Scoring.grade(
            [before, after], to: questions, passages: Array(questions.indices), by: grader)
        verdict.general = PairedAnswers(general[0], general[1])
        verdict.old = try await compare(adapter, known)
        let alike = Recitation.alike(after, base: before)
        if kl < Self.rounding { verdict.objections.append(.inert) }
        if let new, new.after <= new.before { verdict.objections.append(.nothingLearned) }
        if let old = verdict.old, old.chance < Self.significance { verdict.objections.append(.forgets) }
        if kl > CollapseWatch.highestDivergence || 2 * alike > questions.count {
            verdict.objections.append(.strays)
        }
        return verdict
    }

    /// What examining an update takes where it answers nothing that others did: general questions, asked of two.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none and the prompt needs one.
    static func amount(_ prompt: ExamPrompt, model: LanguageModel) throws -> WorkAmount {
        let counts = ItemOutlook.prompts(try prompt.tokens(GeneralQuestions.all, model: model))
        let asked = counts.map {
            ItemOutlook.Request(prompt: $0, tokens: Double(answerLimit), limit: answerLimit)
        }
        return .answering(asked + asked)
    }

    /// Looks at an update, some questions at a time: for each the bare model's likelihoods of all tokens are kept.
    private func looks(at adapter: Adapter, _ questions: [Question]) async throws -> [TrainingLook] {
        let prompts = try prompt.tokens(questions, model: engine.model)
        var looks: [TrainingLook] = []
        for first in stride(from: 0, to: prompts.count, by: Self.together) {
            let part = prompts[first..<min(first + Self.together, prompts.count)]
            looks += try await engine.look(
                at: [adapter],
                probes: TrainingWatch.Probes(
                    prompts: Array(part), maxTokens: Self.answerLimit, stop: ["\n"]))
        }
        return looks
    }

    private func compare(_ adapter: Adapter, _ known: [Known]) async throws -> PairedAnswers? {
        var pooled = PairedAnswers()
        for group in known {
            let exam = Exam(
                group.questions, passages: group.passages, prompt: prompt, answering: answering,
                reader: reader, grader: grader)
            let answers = try await exam.sit([group.adapter, adapter], engine: engine)
            pooled.add(zip(answers[0], answers[1]).map { ($0.isAnswered, $1.isAnswered) })
        }
        return pooled.questions > 0 ? pooled : nil
    }
}
