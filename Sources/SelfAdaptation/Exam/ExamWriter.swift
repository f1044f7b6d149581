public import Grading
public import LanguageModel
public import Text
import Tokenizers

/// Lets the model write an exam about a text and keeps only questions that can measure learning: the answer
/// stands in the passage, and the model gives it with the passage in view but not without it.
public struct ExamWriter: Sendable {
    /// The longest gold answer, in words: longer ones can't be graded fairly.
    private static let longestAnswer = 6
    /// Questions kept for each context.
    static let perContext = 8
    /// Completions sampled for each sentence.
    static let samples = 3

    private let engine: Engine
    private let prompt: ExamPrompt
    private let grader: any Grader
    private let seed: UInt64

    /// A writer that asks and answers with one engine.
    public init(engine: Engine, prompt: ExamPrompt, grader: any Grader, seed: UInt64) {
        self.engine = engine
        self.prompt = prompt
        self.grader = grader
        self.seed = seed
    }

    /// Questions about the contexts, in their order.
    ///
    /// - Throws: `Diagnosis` for a context longer than the window, `CancellationError`.
    public func write(_ contexts: [Context]) async throws -> [Question] {
        let drafts = try await draft(contexts)
        let inView = try await answers(drafts) { draft in
            try prompt.tokens(question: draft.question.question, inView: draft.context, model: engine.model)
        }
        let known = zip(drafts, try await verdicts(drafts, inView)).filter(\.1.correct).map(\.0)
        let outOfSight = try await answers(known) { draft in
            try prompt.tokens(
                question: draft.question.question, topic: draft.question.topic, model: engine.model)
        }
        let useful = zip(known, try await verdicts(known, outOfSight)).filter { !$1.correct }.map(\.0)
        return contexts.flatMap { context in
            useful.filter { $0.context == context }.map(\.question).prefix(Self.perContext)
        }
    }

    private struct Draft {
        let context: Context
        let question: Question
    }

    /// Asks for one pair about each sentence, several times, and takes those whose answer stands in it.
    private func draft(_ contexts: [Context]) async throws -> [Draft] {
        let sources = contexts.flatMap { context in
            SentenceSplitter.sentences(in: context.text).map { (context, $0.trimmed) }
        }
        let requests = try sources.enumerated().map { index, source in
            GenerationRequest(
                prompt: try asking(about: source.1, title: source.0.title), samples: Self.samples,
                sampling: SamplingOptions(temperature: 0.7, topP: 0.9), maxTokens: 64,
                seed: seed &+ UInt64(index))
        }
        let generations = try await engine.generate(requests)
        var drafts: [Draft] = []
        var seen: Set<String> = []
        for ((context, sentence), samples) in zip(sources, generations) {
            for sample in samples {
                guard
                    case .question(let question, let answer) = StudyItem.parse("Question: " + sample.text)
                        .first,
                    let gold = Self.goldAnswer(answer, in: sentence, question: question),
                    seen.insert(gold.lowercased()).inserted
                else { continue }
                let asked = Question(question: question, gold: [gold], topic: context.title)
                drafts.append(Draft(context: context, question: asked))
                break
            }
        }
        return drafts
    }

    /// The answer without its full stop, when it is short, stands in the sentence and not in the question.
    private static func goldAnswer(_ answer: String, in sentence: String, question: String) -> String? {
        var gold = answer.trimmed
        while let last = gold.last, ".!,;".contains(last) { gold.removeLast() }
        let isShort = !gold.isEmpty && gold.split(separator: " ").count <= longestAnswer
        guard isShort, question.hasSuffix("?"), question.split(separator: " ").count >= 4,
            sentence.lowercased().contains(gold.lowercased()),
            !question.lowercased().contains(gold.lowercased())
        else { return nil }
        return gold
    }

    /// A small model follows examples better than instructions, so it is shown two.
    private func asking(about sentence: String, title: String) throws -> [Int32] {
        let examples = """
            Sentence: The lighthouse at Corran was painted red in 1911.
            Question: In which year was the lighthouse at Corran painted red?
            Answer: 1911

            Sentence: Honey from the valley is sold in jars with a blue lid.
            Question: What colour is the lid of the jars that the valley's honey is sold in?
            Answer: blue

            """
        let task = "Write one question about the last sentence, with an answer of a few words from it.\n\n"
        let text = "\(task)\(examples)Topic: \(title)\nSentence: \(sentence)"
        guard engine.model.chatTemplate != nil, prompt == .chat else {
            return engine.model.encode("\(text)\nQuestion:", specialTokens: .asText)
        }
        return try engine.model.encode([ChatMessage(role: "user", content: text)])
            + engine.model.tokenizer.encode("Question:", specialTokens: .asText)
    }

    private func answers(
        _ drafts: [Draft], prompt: (Draft) throws -> [Int32]
    ) async throws -> [String] {
        let requests = try drafts.map {
            GenerationRequest(prompt: try prompt($0), maxTokens: Exam.answerLimit, stop: ["\n"])
        }
        return try await engine.generate(requests).map { $0.first?.text ?? "" }
    }

    private func verdicts(_ drafts: [Draft], _ answers: [String]) async throws -> [Verdict] {
        try await grader.grade(
            zip(drafts, answers).map {
                GradingTask(
                    question: $0.question.question, gold: $0.question.gold, answer: AnswerCut.cut($1))
            })
    }
}
