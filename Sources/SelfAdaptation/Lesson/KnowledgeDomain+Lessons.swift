public import LanguageModel
import Text
import Tokenizers

extension KnowledgeDomain {
    /// What lessons train on; questions are written once for all that ask the same.
    ///
    /// - Throws: `Diagnosis` for a passage that does not fit the model, `CancellationError`.
    public func lessons(
        _ lessons: [Lesson], of item: KnowledgeItem, engine: Engine, seed: UInt64
    ) async throws -> [Study] {
        let questions =
            lessons.contains { $0.has(.questions) }
            ? try await QuestionWriter(engine: engine, prompt: settings.prompt).write(item.context) : []
        var studies: [Study] = []
        for lesson in lessons {
            let material = LessonMaterial(
                domain: self, context: item.context, lesson: lesson,
                questions: lesson.has(.questions) ? questions : [])
            var study = Study(
                sequences: try await material.sequences(engine: engine, seed: seed),
                innerLoop: innerLoop(of: lesson), tokens: lesson.tokens)
            study.notes = material.questions.map {
                "Question: \($0.question)\nAnswer: \($0.gold.first ?? "")"
            }
            studies.append(study)
        }
        return studies
    }

    private func innerLoop(of lesson: Lesson) -> InnerLoopSettings {
        var result = innerLoop
        if lesson.has(.mlp) { result.lora.projections = [.gate, .up, .down] }
        if lesson.has(.upper) { result.lora.layers = AdaptedLayers.upper.range(in: model.configuration) }
        return result
    }
}

/// The training sequences of one lesson about one passage.
private struct LessonMaterial {
    let domain: KnowledgeDomain
    let context: Context
    let lesson: Lesson
    let questions: [Question]

    func sequences(engine: Engine, seed: UInt64) async throws -> [TrainingSequence] {
        var plain: [TrainingSequence] = []
        var pairs: [Distillation.Pair] = []
        func add(_ sequence: TrainingSequence, taught tokens: [Int32]?, hardShare: Float) {
            if lesson.has(.distillation), let tokens,
                tokens.count <= engine.model.configuration.contextLength,
                let pair = Distillation.Pair(sequence, taught: tokens, hardShare: hardShare)
            {
                pairs.append(pair)
            } else {
                plain.append(sequence)
            }
        }
        for question in questions {
            guard let sequence = try domain.asked(question) else { continue }
            add(
                sequence, taught: try domain.taught(question, in: context),
                hardShare: Distillation.hardShare)
        }
        if lesson.has(.shuffled) {
            var generator = SeededGenerator(seed: seed, stream: 3)
            let pieces = SentenceOrders.pieces(of: context.text, domain.pieces, generator: &generator)
            plain += try domain.sequences.make(pieces.map(StudyItem.text), title: context.title)
        }
        if lesson.has(.restoration) {
            var generator = SeededGenerator(seed: seed, stream: 1)
            let tasks = domain.pieces.of(context.text).flatMap {
                Restoration.tasks($0, generator: &generator)
            }
            plain += try domain.sequences.make(tasks, title: context.title)
        }
        if lesson.has(.rehearsal) {
            plain += try Rehearsal.questions(seed: seed).compactMap(domain.asked)
        }
        for (piece, before) in domain.split(context) {
            let (sequence, tokens) = domain.continued(piece, after: before, title: context.title)
            add(sequence, taught: tokens, hardShare: 1)
        }
        let teacher = Distillation(engine: engine, teacher: domain.reader)
        return plain + (pairs.isEmpty ? [] : try await teacher.taught(pairs))
    }
}

extension KnowledgeDomain {
    /// A question as it is learned, with its first right answer.
    func asked(_ question: Question) throws -> TrainingSequence? {
        try sequences.make(
            [.question(question.question, answer: question.gold.first ?? "")], title: question.topic
        ).first
    }

    /// A question with the passage in view, and its answer.
    fileprivate func taught(_ question: Question, in context: Context) throws -> [Int32] {
        try settings.prompt.tokens(question: question.question, inView: context, model: model)
            + settings.prompt.answer(question.gold.first ?? "", model: model)
    }

    /// The pieces of a passage, each with the text before it.
    fileprivate func split(_ context: Context) -> [(piece: String, before: String)] {
        var before: [String] = []
        return pieces.of(context.text).map { piece in
            defer { before.append(piece) }
            return (piece, before.joined(separator: "\n"))
        }
    }

    /// A piece as it is learned; and, where text comes before it, the same after that text.
    fileprivate func continued(
        _ piece: String, after before: String, title: String
    ) -> (TrainingSequence, taught: [Int32]?) {
        let end = [model.tokenizer.endOfText].compactMap { $0 }
        let head = model.encode("\(title)\n", specialTokens: .asText)
        let tokens = model.encode("\(title)\n\(piece)", specialTokens: .asText) + end
        guard !before.isEmpty, tokens.starts(with: head), head.count < tokens.count else {
            return (TrainingSequence(tokens: tokens), nil)
        }
        let longer = model.encode("\(title)\n\(before)\n", specialTokens: .asText)
        return (
            TrainingSequence(tokens: tokens, lossStart: head.count), longer + tokens.dropFirst(head.count)
        )
    }
}
