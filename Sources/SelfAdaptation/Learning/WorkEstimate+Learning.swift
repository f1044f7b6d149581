import Grading
public import LanguageModel
public import Text
import Tokenizers

extension WorkEstimate {
    /// What learning a document will come to.
    ///
    /// - Parameters:
    ///   - contexts: The document in pieces.
    ///   - questions: The exam; `nil` where the model writes it.
    ///   - completions: Study material for each context in place of the model's own self-edits.
    ///   - settings: How it is learned.
    ///   - model: The model that learns.
    ///   - habits: How much it writes.
    ///   - document: The document's place among those of the job.
    /// - Returns: The steps that ``Learner`` will do, in their order.
    /// - Throws: `Diagnosis` for questions that the model can't be asked.
    public static func learning(
        _ contexts: [Context], questions: [Question]?, completions: [[String]]?, settings: LearningSettings,
        model: LanguageModel, habits: WritingHabits, document: Int = 0
    ) throws -> WorkEstimate {
        let domain = KnowledgeDomain(
            student: model, settings: settings.knowledge, grader: LexicalGrader())
        let owners = questions.map { QuestionOwners($0, contexts: contexts) }
        let sentences = contexts.map { SentenceSplitter.sentences(in: $0.text).count }
        let expected = sentences.map { min(Double(ExamWriter.perContext), habits.questions * Double($0)) }
        let isExam =
            questions != nil || expected.reduce(0, +).rounded() >= Double(settings.fewestQuestions)

        var plan = LearningSteps(document: document)
        if questions == nil {
            plan.append(.writingExam, ExamWriter.amount(contexts, model: model, habits: habits))
        }
        var outlooks: [ItemOutlook] = []
        var counts: [Int] = []
        for (index, context) in contexts.enumerated() {
            let mine = owners?.questions(of: index).compactMap { questions?[$0] } ?? []
            var outlook = try domain.outlook(KnowledgeItem(context: context, questions: mine), habits: habits)
            if questions == nil {
                outlook.exam = (settings.answering ?? .directly).asked(
                    ItemOutlook.answers(isExam ? Int(expected[index].rounded()) : 0, habits: habits))
            }
            // The learner's exam does not set answers against each other.
            outlook.reading =
                isExam ? 0 : outlook.material / Double(max(1, settings.innerLoop.training.epochs)) / 5
            if let completions, completions.indices.contains(index) {
                outlook.selfEdit = []
                let rows = try completions[index].map { try domain.study([$0], of: context) }
                outlook.study = rows.reduce(0, +) / Double(max(1, rows.count))
                counts.append(rows.count)
            } else {
                counts.append(settings.passageOnly ? 0 : settings.candidates)
            }
            outlooks.append(outlook)
        }
        if isExam, settings.isJointAlone(contexts.count, given: completions) {
            // Only together, below.
        } else if settings.isStepwise {
            for (index, outlook) in outlooks.enumerated() {
                plan.appendInTurn(outlook, item: index, candidates: counts[index])
            }
        } else {
            plan.appendTogether(outlooks, candidates: counts, race: settings.race)
        }
        if contexts.count > 1 || !isExam { plan.appendJoint(outlooks, candidates: counts) }
        plan.append(.guarding, try UpdateGuard.amount(settings.prompt, model: model))
        return WorkEstimate(items: contexts.count, parts: plan.parts)
    }
}

/// Puts the steps of learning one document together.
private struct LearningSteps {
    /// What a race leaves of the training, as measured.
    private static let raced = 0.75

    let document: Int
    var parts: [WorkPart] = []

    init(document: Int) { self.document = document }

    mutating func append(
        _ stage: WorkPart.Stage, _ amount: WorkAmount, item: Int = 0, candidate: Int = 0
    ) {
        parts.append(
            WorkPart(WorkPart.Place(stage, group: document, item: item, candidate: candidate), amount))
    }

    /// All self-edits written in one batch, the candidates of a context trained together.
    mutating func appendTogether(_ outlooks: [ItemOutlook], candidates: [Int], race: Bool) {
        let requests = zip(outlooks, candidates).flatMap { outlook, count in count > 0 ? outlook.selfEdit : []
        }
        if !requests.isEmpty {
            append(.writing, .answering(requests, samples: candidates.max() ?? 0))
        }
        for (index, outlook) in outlooks.enumerated() {
            let training = outlook.training(selfEdits: candidates[index], material: 1)
            append(.training, (race && candidates[index] > 1 ? Self.raced : 1) * training, item: index)
            append(.examining, outlook.examining(candidates[index] + 2), item: index)
        }
    }

    /// The text alone first, then one self-edit after the other.
    mutating func appendInTurn(_ outlook: ItemOutlook, item: Int, candidates: Int) {
        append(.training, outlook.training(selfEdits: 0, material: 1), item: item)
        append(.examining, outlook.examining(2), item: item)
        guard candidates > 0 else { return }
        if !outlook.selfEdit.isEmpty { append(.writing, outlook.writing(candidates), item: item) }
        for candidate in 1...candidates {
            append(
                .training, outlook.training(selfEdits: 1, material: 0), item: item, candidate: candidate)
            append(.examining, outlook.examining(1), item: item, candidate: candidate)
        }
    }

    /// One adapter for everything: what each context keeps is any of its candidates.
    mutating func appendJoint(_ outlooks: [ItemOutlook], candidates: [Int]) {
        let rows = zip(outlooks, candidates).map { outlook, count in
            (Double(count) * outlook.study + outlook.material) / Double(count + 1)
        }.reduce(0, +)
        append(.joining, .training(rows, share: outlooks.first?.layers ?? 1))
        append(.finalExam, .answering(outlooks.flatMap { $0.exam + $0.exam }))
    }
}

extension KnowledgeDomain {
    /// Rows of training on material that somebody else wrote, with the passage, over all epochs.
    fileprivate func study(_ completions: [String], of context: Context) throws -> Double {
        let edit = SelfEdit(style: nil, text: completions.joined(separator: "\n\n"))
        let epochs = edit.directives?.epochs ?? innerLoop.training.epochs
        let study = try sequences.make(edit.items, title: context.title) + passage(context)
        return Double(epochs * study.map(\.tokens.count).reduce(0, +))
    }
}

extension ItemOutlook {
    /// Short answers to questions that are yet to be written.
    static func answers(_ count: Int, habits: WritingHabits) -> [Request] {
        // A question with its topic, what all prompts begin with set aside.
        (0..<count).map { _ in Request(prompt: 30, tokens: habits.answer, limit: Exam.answerLimit) }
    }
}

extension ExamWriter {
    /// What writing an exam about contexts will take: shares of sentences that lead to a question, as measured.
    static func amount(_ contexts: [Context], model: LanguageModel, habits: WritingHabits) -> WorkAmount {
        let sentences = contexts.flatMap { SentenceSplitter.sentences(in: $0.text) }
        let asked = sentences.map { sentence in
            ItemOutlook.Request(
                prompt: model.encode(String(sentence), specialTokens: .asText).count + 20, tokens: 25,
                limit: Exam.answerLimit)
        }
        let drafts = ItemOutlook.answers(sentences.count * 6 / 10, habits: habits)
        let known = ItemOutlook.answers(sentences.count * 3 / 10, habits: habits)
        let passages = asked.map(\.prompt).reduce(0, +)
        return .answering(asked, samples: samples) + .answering(drafts) + .reading(Double(passages))
            + .answering(known)
    }
}
