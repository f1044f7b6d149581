public import LanguageModel
public import Text
import Tokenizers

/// How exam questions are asked: the one place that renders them, for study and exam alike.
public enum ExamPrompt: String, Sendable, Codable, CaseIterable {
    /// Through the model's own chat template.
    case chat
    /// As plain text for models without one.
    case plain

    /// The prompt of a question out of sight of the text, up to where the answer begins.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    public func tokens(question: String, topic: String?, model: LanguageModel) throws -> [Int32] {
        let asked = topic.flatMap { $0.isEmpty ? nil : "Topic: \($0)\n\(question)" } ?? question
        return switch self {
        case .chat: try model.encode([ChatMessage(role: "user", content: turn(asked))])
        case .plain:
            model.encode(
                "Give a short, direct answer.\nQuestion: \(asked)\nAnswer:", specialTokens: .asText)
        }
    }

    /// The prompt of a question with the passage in view.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    public func tokens(question: String, inView context: Context, model: LanguageModel) throws -> [Int32] {
        switch self {
        case .chat:
            try model.encode([ChatMessage(role: "user", content: turn(question, inView: context))])
        case .plain:
            model.encode(
                "\(Self.headed(context))\n\nGive a short, direct answer.\nQuestion: \(question)\nAnswer:",
                specialTokens: .asText)
        }
    }

    /// What a user says in a chat: the question, below the passage where one is in view.
    package func turn(_ question: String, inView context: Context? = nil) -> String {
        let above = context.map { "\(Self.headed($0))\n\n" } ?? ""
        return "\(above)\(question) Answer in a few words."
    }

    /// A passage below its title, where it has one.
    private static func headed(_ context: Context) -> String {
        context.title.isEmpty ? context.text : "\(context.title)\n\(context.text)"
    }

    /// The prompts of questions, out of sight of the text or with a passage in view.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    package func tokens(_ questions: [Question], inView context: Context? = nil, model: LanguageModel) throws
        -> [[Int32]]
    {
        try questions.map { question in
            if let context {
                try tokens(question: question.question, inView: context, model: model)
            } else {
                try tokens(question: question.question, topic: question.topic, model: model)
            }
        }
    }

    /// The tokens of an answer as the model should give it, with the token that ends it.
    public func answer(_ text: String, model: LanguageModel) -> [Int32] {
        unendedAnswer(text, model: model) + [model.tokenizer.endOfText].compactMap { $0 }
    }

    /// The tokens of the beginning of an answer.
    func unendedAnswer(_ text: String, model: LanguageModel) -> [Int32] {
        model.tokenizer.encode(self == .chat ? text : " " + text, specialTokens: .asText)
    }
}
