import LanguageModel
import Text

/// Questions whose answer is not in the text that was learned: does a model that has learned still decline them, or
/// answer as it did before? One that gives a sentence of the text does neither.
///
/// They are no part of an exam's score. In an outer loop or an evaluation they are asked about other passages
/// (``assign(to:)``); where there is no other passage, about places that do not exist.
///
/// Source: SQuAD 2.0 for the idea (arXiv 1806.03822).
public struct UnanswerableQuestions: Sendable {
    /// The answer to one of them.
    public struct Answer: Sendable, Equatable, Codable {
        /// What an answer comes to.
        public enum Outcome: String, Sendable, Codable {
            /// It says that it does not know.
            case declined
            /// It is what the model says without an update, or near it.
            case asBase
            /// It is something else.
            case other
        }

        /// What the model said.
        public var text: String
        /// What it comes to.
        public var outcome: Outcome

        /// An answer with what it comes to.
        public init(text: String, outcome: Outcome) {
            self.text = text
            self.outcome = outcome
        }

        /// An answer, beside that of the model without an update.
        package init(_ text: String, base: String) {
            self.text = text
            outcome =
                if Declining.declines(text) { .declined } else if Self.isAs(base, text) { .asBase } else {
                    .other
                }
        }

        private static func isAs(_ base: String, _ text: String) -> Bool {
            AnswerCut.isEmpty(base) && AnswerCut.isEmpty(text)
                || AnswerWords(text).isNear(AnswerWords(base))
        }
    }

    /// Questions in each exam.
    static let count = 2

    /// What is asked where no other passage is at hand, of places that do not exist.
    static let invented = [
        Question(question: "Who keeps the ferry bell at Marrow Quay?", gold: [], topic: "Marrow Quay"),
        Question(
            question: "In which year was the granary of Oskelby rebuilt?", gold: [], topic: "Oskelby"),
    ]

    private let questions: [Question]
    private let prompt: ExamPrompt
    private let answering: Answering
    private let reader: Adapter?

    /// Questions, and how they are asked and answered; `nil` asks about places that do not exist.
    init(_ questions: [Question]?, prompt: ExamPrompt, answering: Answering, reader: Adapter? = nil) {
        self.questions = questions ?? Self.invented
        self.prompt = prompt
        self.answering = answering
        self.reader = reader
    }

    /// Lets several adapters (`nil`: the bare model) answer, and the bare model for comparison; result
    /// [adapter][question].
    ///
    /// - Throws: `Diagnosis` for a question longer than the window, `CancellationError`.
    func sit(_ adapters: [Adapter?], engine: Engine) async throws -> [[Answer]] {
        let sheets = try await Respondent(
            engine: engine, prompt: prompt, answering: answering, reader: reader
        )
        .replies(of: [nil] + adapters, to: questions)
        return sheets.dropFirst().map { zip($0, sheets[0]).map { Answer($0.text, base: $1.text) } }
    }

    /// Lets an adapter (`nil`: the bare model) answer with the passage in view, and the bare model without it for
    /// comparison.
    ///
    /// - Throws: `Diagnosis` for a passage longer than the window, `CancellationError`.
    func sit(inView context: Context, by adapter: Adapter?, engine: Engine) async throws -> [Answer] {
        let seen = try prompt.tokens(questions, inView: context, model: engine.model)
        let alone = try prompt.tokens(questions, model: engine.model)
        let texts = try await Respondent.texts(
            seen.map { Respondent.request($0, adapter: adapter) }
                + alone.map { Respondent.request($0, adapter: nil) }, engine: engine)
        return zip(texts, texts[seen.count...]).map { Answer($0, base: $1) }
    }
}

extension UnanswerableQuestions {
    /// Other passages that are looked at for each: more than the longest article of SQuAD has, so that a passage of
    /// another is found.
    private static let reach = 200

    /// Gives each passage two questions of those that come after it, the first following the last.
    ///
    /// Passages of another title come first. A question whose answer stands in the passage itself is left out; a passage
    /// for which none are left is asked about places that do not exist. A passage that has some keeps them; one without
    /// an exam waits for it.
    ///
    /// - Parameter items: All passages of a dataset, so that what a passage is asked does not depend on how many of them
    ///   are used.
    /// - Returns: The same passages in the same order.
    public static func assign(to items: [KnowledgeItem]) -> [KnowledgeItem] {
        items.indices.map { index in
            var item = items[index]
            guard item.unanswerable == nil, !item.questions.isEmpty else { return item }
            let others = (1..<min(items.count, reach)).lazy.map { items[(index + $0) % items.count] }
            let text = AnswerWords(item.context.text)
            let questions = [false, true].lazy.flatMap { isSameTitle in
                others.filter { ($0.context.title == item.context.title) == isSameTitle }
            }.flatMap(\.questions).filter { question in
                !question.gold.contains { text.contains(AnswerWords($0)) }
            }.prefix(count)
            item.unanswerable = questions.count == count ? Array(questions) : invented
            return item
        }
    }
}
