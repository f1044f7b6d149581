public import Grading
public import LanguageModel
import Text

/// Knowledge incorporation: learn a passage, answer questions about it without it.
///
/// Source: SEAL (arXiv 2506.10943, section 3.1).
public struct KnowledgeDomain: Domain {
    let model: LanguageModel
    let settings: KnowledgeSettings
    private let grader: any Grader
    /// The adapter that reads; `nil` where there is none.
    public let reader: Adapter?

    /// The domain for a student, with who reads what is in view or was recalled.
    public init(
        student model: LanguageModel, settings: KnowledgeSettings, grader: any Grader, reader: Adapter? = nil
    ) {
        self.model = model
        self.settings = settings
        self.grader = grader
        self.reader = reader
    }

    /// The settings' own.
    public var descriptor: DomainDescriptor { settings.descriptor }

    /// Updates are asked a few questions that have nothing to do with any passage.
    public func watch() throws -> CollapseWatch? { try CollapseWatch(settings.prompt, model: model) }

    /// Self-edits in the settings' style.
    public func write(
        _ item: KnowledgeItem, count: Int, by author: any SelfEditAuthor, seed: UInt64
    ) async throws -> [[Completion]] {
        try await SelfEditWriter(author: author, prompts: prompts).write(
            [item.context], count: count, seed: seed)[0]
    }

    /// The passage or its pieces, each with the completion that it led to.
    public func turns(
        _ completions: [String], of item: KnowledgeItem, for policy: LanguageModel
    ) throws -> [PolicyTurn] {
        try zip(prompts.answered(by: completions, for: item.context), completions).compactMap {
            prompt, completion in
            try PolicyTurn(
                instruction: prompt.instruction, opening: prompt.opening, completion: completion, for: policy)
        }
    }

    /// The self-edit's material, and the passage itself last.
    public func study(_ completions: [String], of item: KnowledgeItem) throws -> Study {
        let edit = SelfEdit(style: settings.style, parts: completions)
        if !completions.isEmpty, edit.items.isEmpty {
            throw UnusableSelfEdit("it holds nothing to learn from")
        }
        let material = try sequences.make(edit.items, title: item.context.title)
        if material.isEmpty, !edit.items.isEmpty {
            throw UnusableSelfEdit("its questions are too long to be trained on")
        }
        return study(material + (try passage(item.context)), edit.directives)
    }

    /// What study material trains on, each part under its title, as directives would have it.
    func study(
        _ material: [(items: [StudyItem], title: String)], _ directives: TrainingDirectives?
    ) throws -> Study {
        var study = study(
            try material.flatMap { try sequences.make($0.items, title: $0.title) }, directives)
        study.innerLoop.training = study.innerLoop.training(texts: material.count)
        return study
    }

    private func study(_ sequences: [TrainingSequence], _ directives: TrainingDirectives?) -> Study {
        Study(
            sequences: sequences,
            innerLoop: directives?.applied(to: settings.innerLoop, in: model.configuration)
                ?? settings.innerLoop,
            directives: directives)
    }

    /// The passage as one sequence: ten epochs are ten steps.
    public func wholeStudy(of item: KnowledgeItem) throws -> Study {
        var innerLoop = settings.innerLoop
        innerLoop.training = .seal
        return Study(
            sequences: try sequences.make([.text(item.context.text)], title: item.context.title),
            innerLoop: innerLoop)
    }

    /// The exam of all adapters in one batch, and how well they tell answers apart in the passage's sentences.
    public func judge(
        _ adapters: [Adapter?], on item: KnowledgeItem, engine: Engine
    ) async throws -> [Judgement] {
        let answers = try await exam(item.questions).sit(adapters, engine: engine)
        let clozes = try await ClozeContrast(item.questions, in: item.context, model: model)
            .measure(adapters, engine: engine)
        let unanswerable = try await item.unanswerable.map(unanswerable)?
            .sit(adapters, engine: engine)
        return zip(answers, clozes).enumerated().map { index, exam in
            Judgement(
                accuracy: exam.0.answered, dense: exam.1, answers: exam.0,
                unanswerable: unanswerable?[index])
        }
    }

    /// The exam with the passage above every question.
    public func judgeInView(
        _ item: KnowledgeItem, by adapter: Adapter?, engine: Engine
    ) async throws -> Judgement {
        let answers = try await exam(item.questions).sit(inView: item.context, by: adapter, engine: engine)
        let unanswerable = try await item.unanswerable.map(unanswerable)?
            .sit(inView: item.context, by: adapter, engine: engine)
        return Judgement(accuracy: answers.answered, answers: answers, unanswerable: unanswerable)
    }

    /// Of what was read and what was learned the first answers of which all that it says stands in the passage, or else what was
    /// read; graded as an exam.
    ///
    /// What was learned comes first where it answers enough of the item's other questions.
    public func weigh(
        _ learned: Judgement, against read: Judgement, on item: KnowledgeItem
    ) async throws -> Judgement {
        guard learned.answers.count == item.questions.count, read.answers.count == item.questions.count else {
            return learned
        }
        let answered = learned.answers.map { $0.outcome == .answered ? 1.0 : 0 }
        let given = item.questions.indices.map { place in
            let others = (answered.reduce(0, +) - answered[place]) / Double(max(1, answered.count - 1))
            let order = others >= GroundedAnswer.remembered ? [learned, read] : [read, learned]
            let answers = order.map {
                GroundedAnswer(
                    $0.answers[place].text, to: item.questions[place].question, about: item.context)
            }
            return answers.first(where: \.isHeld)?.text ?? read.answers[place].text
        }
        let answers = try await exam(item.questions).grade([given])[0]
        return Judgement(accuracy: answers.answered, answers: answers)
    }

    /// What the passage alone trains on.
    func passage(_ context: Context) throws -> [TrainingSequence] {
        try sequences.make(material(of: context), title: context.title)
    }

    /// The passage as study material: its pieces, each as it is and with words left out.
    func material(of context: Context) -> [StudyItem] {
        let pieces = pieces.of(context.text)
        var generator = SeededGenerator(seed: 0)
        return pieces.map(StudyItem.text)
            + pieces.flatMap {
                Restoration.tasks($0, times: settings.restorations ?? 0, generator: &generator)
            }
    }

    /// How updates answer.
    var answering: Answering { settings.answering ?? .directly }

    /// Questions as the settings have them asked; `passages` tells which passage each is about.
    func exam(_ questions: [Question], passages: [Int]? = nil) -> Exam {
        Exam(
            questions, passages: passages, prompt: settings.prompt,
            answering: answering, reader: reader, grader: grader)
    }

    /// Questions that a passage does not answer, asked as its exam is; `nil` asks about places that do not exist.
    func unanswerable(_ questions: [Question]?) -> UnanswerableQuestions {
        UnanswerableQuestions(
            questions, prompt: settings.prompt, answering: answering, reader: reader)
    }

    /// Makes training sequences for this student.
    var sequences: TrainingSequences { TrainingSequences(model: model, prompt: settings.prompt) }

    var prompts: SelfEditPrompts {
        SelfEditPrompts(
            style: settings.style, pieces: pieces, rate: innerLoop.training.learningRate,
            epochs: innerLoop.training.epochs)
    }

    /// How passages are cut for this student.
    var pieces: TextPieces { TextPieces(size: settings.pieces, measure: TextMeasure(model.tokenizer)) }
}
