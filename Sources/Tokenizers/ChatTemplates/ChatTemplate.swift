/// Writes a conversation as the text that a model was trained on.
///
/// A model's own template is a Jinja program. It is not run: its family and what varies within it are recognised from
/// its text, and the conversation is written by code of our own that gives the same text. A template that is not
/// recognised is refused, because a prompt that is nearly right costs most of what a model can do.
///
/// If ``writesBeginningOfText`` is true the rendered text begins with the text of that token, because the template
/// itself writes it, and whoever encodes it must not add the token again. Encode it with special tokens recognised.
public struct ChatTemplate: Sendable, Equatable {
    let format: ChatFormat
    /// Whether the rendered text begins with the token that begins a text.
    public let writesBeginningOfText: Bool
    /// The day that Llama 3.1 and later are told, as in `26 Jul 2024`; the templates' own default unless it is set.
    ///
    /// It is a value and not the clock's, so that what is trained on and what is served are the same text.
    public var today = "26 Jul 2024"
    /// Whether Qwen3 is made to answer at once, by a thought that is opened and closed before the answer.
    public var skipsThinking = false

    /// Recognises a model's own chat template.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature` when it is of no known family.
    public init(recognising jinja: String) throws {
        let outline = JinjaOutline(jinja)
        format = try ChatFormat(recognising: outline)
        writesBeginningOfText = outline.code.contains("bos_token") && format.beginningOfText != nil
    }

    /// The text of a conversation, with the beginning of the assistant's next turn if `addGenerationPrompt`.
    ///
    /// It includes the text of the token that begins a text only if the template itself writes it.
    ///
    /// - Throws: `Diagnosis` with `.invalidConversation` when the conversation is empty, a role is unknown, or
    ///   the template asks for another order of roles.
    public func render(_ messages: [ChatMessage], addGenerationPrompt: Bool) throws -> String {
        guard !messages.isEmpty else { throw ChatFormat.invalid(0, "there is no message") }
        for (index, message) in messages.enumerated()
        where !["system", "user", "assistant"].contains(message.role) {
            throw ChatFormat.invalid(index, "the role '\(message.role)' is not system, user or assistant")
        }
        let beginning = writesBeginningOfText ? format.beginningOfText ?? "" : ""
        let body =
            switch format {
            case .chatML(let options): options.render(messages, addGenerationPrompt)
            case .qwen3: Qwen3Format.render(messages, addGenerationPrompt, skipsThinking: skipsThinking)
            case .llama3(let knowledge):
                Llama3Format.render(messages, addGenerationPrompt, knowledge: knowledge, today: today)
            case .gemma(let acceptsSystem):
                try GemmaFormat.render(messages, addGenerationPrompt, acceptsSystem: acceptsSystem)
            case .mistral(let options): try options.render(messages)
            }
        return beginning + body
    }

    /// The pieces of the tokens that end the assistant's turn.
    public var stopPieces: [String] {
        switch format {
        case .chatML, .qwen3: ["<|im_end|>", "<|endoftext|>"]
        case .llama3: ["<|eot_id|>", "<|end_of_text|>", "<|eom_id|>"]
        case .gemma: ["<end_of_turn>", "<eos>"]
        case .mistral: ["</s>"]
        }
    }
}
