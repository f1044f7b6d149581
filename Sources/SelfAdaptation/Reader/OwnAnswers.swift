import LanguageModel

/// The model's own right answers with a passage in view.
///
/// They are whole sentences, as it speaks: taught to say a name or a number alone, a model of this size says the same one to
/// several questions (docs/reproduction.md). Source: reinforced self-training (arXiv 2308.08998), with one round: what is
/// right is kept.
struct OwnAnswers {
    /// Answers that are drawn beside the likeliest one.
    static let samples = 4
    /// How they are drawn.
    static let temperature: Float = 0.7

    let engine: Engine
    let domain: KnowledgeDomain

    /// The passage with those of its questions that the model has answered, each with that answer: the likeliest one where it is
    /// right and ends as a sentence does, or else the first that is.
    ///
    /// - Throws: `Diagnosis` for a passage longer than the window, the grader's errors, `CancellationError`.
    func answered(_ item: KnowledgeItem, seed: UInt64) async throws -> KnowledgeItem {
        let prompts = try domain.settings.prompt.tokens(
            item.questions, inView: item.context, model: engine.model)
        let drawn = SamplingOptions(temperature: Self.temperature)
        let requests = prompts.enumerated().flatMap { place, prompt in
            [
                GenerationRequest(prompt: prompt, maxTokens: Exam.answerLimit, stop: ["\n"]),
                GenerationRequest(
                    prompt: prompt, samples: Self.samples, sampling: drawn, maxTokens: Exam.answerLimit,
                    stop: ["\n"], seed: SeededGenerator.seed(seed, stream: UInt64(place))),
            ]
        }
        let texts = try await engine.generate(requests).map { $0.map(\.text) }
        let sheets = (0...Self.samples).map { sheet in
            item.questions.indices.map { question in
                sheet == 0 ? texts[2 * question][0] : texts[2 * question + 1][sheet - 1]
            }
        }
        let graded = try await domain.exam(item.questions).grade(sheets)
        var result = item
        result.questions = item.questions.indices.compactMap { place in
            let right = graded.map { $0[place] }.first { $0.isAnswered && AnswerCut.isWhole($0.text) }
            guard let right else { return nil }
            var question = item.questions[place]
            question.gold = [AnswerCut.cut(right.text)]
            return question
        }
        return result
    }
}
