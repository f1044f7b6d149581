import LanguageModel
import Text
import Tokenizers

/// Writes questions with short answers: spans of a passage are picked by rules, the model writes what each sentence's span
/// answers, and then answers that with the passage in view.
///
/// What is kept has an answer that stands in the passage: those first whose answer is the span, then others. So every
/// sentence is asked about. Source: arXiv 2607.21861 names short answers that were verified as what decides.
struct QuestionWriter: Sendable {
    /// Questions that are kept for a passage, at most.
    static let most = 16
    /// Spans of a sentence that are asked about.
    static let perSentence = 4
    /// Words of an answer, at most.
    private static let longestAnswer = 8
    /// The longest question, in tokens.
    private static let limit = 40

    let engine: Engine
    let prompt: ExamPrompt
    /// Who writes and answers; `nil` is the bare model.
    let reader: Adapter?

    /// Questions about a passage, in its order.
    ///
    /// - Throws: `Diagnosis` for a passage longer than the window, `CancellationError`.
    func write(_ context: Context) async throws -> [Question] {
        let spans = Self.spans(of: context.text)
        let requests = try spans.map { span in
            GenerationRequest(
                prompt: try Self.asking(
                    for: span.answer, in: span.sentence, title: context.title, prompt: prompt,
                    model: engine.model),
                adapter: reader, maxTokens: Self.limit, stop: ["\n"])
        }
        let texts = try await engine.generate(requests).map { $0.first?.text ?? "" }
        var seen: Set<String> = []
        let drafts = zip(spans, texts).compactMap { span, text -> Question? in
            guard let question = Self.question(text), seen.insert(question.lowercased()).inserted else {
                return nil
            }
            return Question(question: question, gold: [span.answer], topic: context.title)
        }
        return try await answered(drafts, in: context)
    }

    /// The questions that are answered with the passage in view by something that stands there, with that answer.
    private func answered(_ drafts: [Question], in context: Context) async throws -> [Question] {
        let requests = try drafts.map {
            GenerationRequest(
                prompt: try prompt.tokens(question: $0.question, inView: context, model: engine.model),
                adapter: reader, maxTokens: Exam.answerLimit, stop: ["\n"])
        }
        let answers = try await engine.generate(requests).map { $0.first?.text ?? "" }
        let text = AnswerWords(context.text)
        let kept = zip(drafts, answers).enumerated().compactMap { place, pair -> Kept? in
            var question = pair.0
            let answer = Self.stripped(AnswerCut.cut(pair.1))
            let words = AnswerWords(answer)
            guard (1...Self.longestAnswer).contains(words.words.count), text.contains(words),
                !AnswerWords(question.question).contains(words)
            else { return nil }
            let isVerified = words == AnswerWords(question.gold[0])
            question.gold = [answer]
            return Kept(question: question, place: place, isVerified: isVerified)
        }
        let best = kept.sorted { ($0.isVerified ? 0 : 1, $0.place) < ($1.isVerified ? 0 : 1, $1.place) }
        return best.prefix(Self.most).sorted { $0.place < $1.place }.map(\.question)
    }

    private struct Kept {
        let question: Question
        let place: Int
        let isVerified: Bool
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
        return ranked.prefix(2 * most).enumerated().sorted {
            ($0.element.sentence, $0.offset) < ($1.element.sentence, $1.offset)
        }.map { ($0.element.answer, sentences[$0.element.sentence]) }
    }

    /// A question that can be asked: it ends as one.
    private static func question(_ text: String) -> String? {
        var question = text.trimmed
        if let mark = question.firstIndex(of: "?") { question = String(question[...mark]) }
        return question.hasSuffix("?") && question.split(separator: " ").count >= 4 ? question : nil
    }

    /// An answer without what ends a sentence.
    private static func stripped(_ answer: String) -> String {
        var answer = answer.trimmed
        while let last = answer.last, ".!,;:".contains(last) { answer.removeLast() }
        return answer
    }

    /// The prompt for the question that a span of a sentence answers.
    static func asking(
        for answer: String, in sentence: String, title: String, prompt: ExamPrompt, model: LanguageModel
    ) throws -> [Int32] {
        let text = "Topic: \(title)\n\(sentence)\n\nWrite a question whose answer is: \(answer)"
        switch prompt {
        case .chat: return try model.encode([ChatMessage(role: "user", content: text)])
        case .plain: return model.encode("\(text)\nQuestion:", specialTokens: .asText)
        }
    }
}
