import LanguageModel
import Text
import Tokenizers

/// Writes questions with answers: spans of a passage are picked by rules, the model writes what each sentence's span
/// answers, and then answers that with the sentence in view.
///
/// The answer is the model's own where that holds the span and nothing that was not said, else the sentence; so it is right.
/// Every sentence is asked about. Source: arXiv 2607.21861 names answers that were verified as what decides;
/// ``OwnAnswers`` says why they are not bare spans.
struct QuestionWriter: Sendable {
    /// Spans of a passage that are asked about, at most.
    static let most = 32
    /// Spans of a sentence that are asked about.
    static let perSentence = 4
    /// The longest question, in tokens.
    private static let limit = 40

    let engine: Engine
    let prompt: ExamPrompt

    /// Questions about a passage, in its order.
    ///
    /// - Throws: `Diagnosis` for a sentence longer than the window, `CancellationError`.
    func write(_ context: Context) async throws -> [Question] {
        let spans = Self.spans(of: context.text)
        let requests = try spans.map { span in
            GenerationRequest(
                prompt: try Self.asking(
                    for: span.answer, in: span.sentence, title: context.title, prompt: prompt,
                    model: engine.model),
                maxTokens: Self.limit, stop: ["\n"])
        }
        let texts = try await engine.generate(requests).map { $0.first?.text ?? "" }
        var seen: Set<String> = []
        let drafts = zip(spans, texts).compactMap { span, text -> Draft? in
            guard let question = Self.question(text, for: span.answer),
                seen.insert(question.lowercased()).inserted
            else { return nil }
            return Draft(question: question, span: span.answer, sentence: span.sentence)
        }
        return try await answered(drafts, title: context.title)
    }

    private struct Draft {
        let question: String
        let span: String
        let sentence: String
    }

    /// Each question with what the model says with the sentence in view, where that holds the span and nothing that was not
    /// said there; else with the sentence.
    private func answered(_ drafts: [Draft], title: String) async throws -> [Question] {
        let requests = try drafts.map {
            GenerationRequest(
                prompt: try prompt.tokens(
                    question: $0.question, inView: Context(title: title, text: $0.sentence),
                    model: engine.model),
                maxTokens: Exam.answerLimit, stop: ["\n"])
        }
        let answers = try await engine.generate(requests).map { $0.first?.text ?? "" }
        return zip(drafts, answers).map { draft, text in
            let answer = AnswerCut.cut(text)
            let words = AnswerWords(answer)
            let said = Set(AnswerWords(draft.sentence).words + AnswerWords(draft.question).words)
            let isRight =
                words.contains(AnswerWords(draft.span)) && words.words.allSatisfy(said.contains)
            return Question(
                question: draft.question, gold: [isRight ? answer : draft.sentence], topic: title)
        }
    }

    /// Answers with the sentence that each stands in: the first of each sentence, then the second, until there are enough.
    static func spans(of text: String) -> [(answer: String, sentence: String)] {
        let sentences = SentenceSplitter.sentences(in: text).map(String.init)
        let found = sentences.map { Array(AnswerSpans.of($0).prefix(perSentence)) }
        var seen: Set<String> = []
        let ranked = (0..<perSentence).flatMap { rank in
            found.indices.compactMap {
                rank < found[$0].count ? (answer: found[$0][rank], sentence: $0) : nil
            }
        }.filter { seen.insert($0.answer.lowercased()).inserted }
        return ranked.prefix(most).enumerated().sorted {
            ($0.element.sentence, $0.offset) < ($1.element.sentence, $1.offset)
        }.map { ($0.element.answer, sentences[$0.element.sentence]) }
    }

    /// A question that can be asked: it ends as one, and does not say what is asked for.
    private static func question(_ text: String, for answer: String) -> String? {
        var question = text.trimmed
        if let mark = question.firstIndex(of: "?") { question = String(question[...mark]) }
        return question.hasSuffix("?") && question.split(separator: " ").count >= 4
            && !AnswerWords(question).contains(AnswerWords(answer)) ? question : nil
    }

    /// What the model is shown before it is asked for a question.
    private static let examples = [
        (
            topic: "Rivers",
            sentence: "The Nile is about 6,650 kilometres long and flows into the Mediterranean Sea.",
            answer: "the Mediterranean Sea", question: "Into which sea does the Nile flow?"
        ),
        (
            topic: "Aviation",
            sentence: "In 1903 the Wright brothers flew the first aeroplane with an engine at Kitty Hawk.",
            answer: "1903", question: "When did the Wright brothers fly the first aeroplane with an engine?"
        ),
        (
            topic: "Gold", sentence: "Gold is soft, so jewellers mix it with copper, which makes it harder.",
            answer: "copper", question: "What do jewellers mix gold with to make it harder?"
        ),
    ]

    /// The prompt for the question that a span of a sentence answers.
    static func asking(
        for answer: String, in sentence: String, title: String, prompt: ExamPrompt, model: LanguageModel
    ) throws -> [Int32] {
        func task(_ topic: String, _ sentence: String, _ answer: String) -> String {
            "Topic: \(topic)\n\(sentence)\n\nWrite a question whose answer is: \(answer)"
        }
        let tasks = examples.map { (task($0.topic, $0.sentence, $0.answer), $0.question) }
        let asked = task(title, sentence, answer)
        switch prompt {
        case .chat:
            let shown = tasks.flatMap {
                [ChatMessage(role: "user", content: $0.0), ChatMessage(role: "assistant", content: $0.1)]
            }
            return try model.encode(shown + [ChatMessage(role: "user", content: asked)])
        case .plain:
            let shown = tasks.map { "\($0.0)\nQuestion: \($0.1)\n\n" }.joined()
            return model.encode("\(shown)\(asked)\nQuestion:", specialTokens: .asText)
        }
    }
}
