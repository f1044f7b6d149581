import Files

/// The families of chat templates, with what varies within each.
enum ChatFormat: Sendable, Equatable {
    /// `<|im_start|>role` and `<|im_end|>` around each turn.
    case chatML(ChatMLFormat)
    /// ChatML in which earlier thoughts of the assistant are left out.
    case qwen3
    /// `<|start_header_id|>role<|end_header_id|>` before each turn; from 3.1 on with a line on what the model knows.
    case llama3(knowledge: String?)
    /// `<start_of_turn>` with the roles user and model.
    case gemma(acceptsSystem: Bool)
    /// `[INST]` around what the user says.
    case mistral(MistralFormat)

    /// The text of the token that begins a text, where a template of the family writes it.
    var beginningOfText: String? {
        switch self {
        case .chatML, .qwen3: nil
        case .llama3: "<|begin_of_text|>"
        case .gemma: "<bos>"
        case .mistral: "<s>"
        }
    }

    /// Recognises the family by its marks.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature`, saying what was missing or too much.
    init(recognising outline: JinjaOutline) throws {
        if outline.mentions("<|im_start|>") {
            self = try Self.chatML(recognising: outline)
        } else if outline.mentions("<|start_header_id|>"), outline.mentions("<|eot_id|>") {
            self = .llama3(knowledge: outline.texts.first { $0.hasPrefix("Cutting Knowledge Date: ") })
        } else if outline.mentions("<start_of_turn>"), outline.mentions("<end_of_turn>") {
            self = .gemma(acceptsSystem: outline.code.contains("first_user_prefix"))
        } else if outline.mentions("[INST]"), !outline.mentions("<<SYS>>") {
            self = .mistral(try MistralFormat(recognising: outline))
        } else {
            throw Self.unsupported("it is none of ChatML, Llama 3, Gemma and Mistral")
        }
    }

    private static func chatML(recognising outline: JinjaOutline) throws -> ChatFormat {
        guard outline.mentions("<|im_end|>") else {
            throw unsupported("it opens turns as ChatML and does not close them")
        }
        if outline.mentions("</think>") {
            guard outline.code.contains("last_query_index") else {
                throw unsupported("it is ChatML with thoughts, but not as Qwen3 writes them")
            }
            return .qwen3
        }
        guard !outline.code.contains("notloop.last"), !outline.code.contains("bos_token") else {
            throw unsupported("it is ChatML with rules of its own for the first or last turn")
        }
        let opening = "<|im_start|>system\n"
        var message: String?
        for text in outline.texts {
            guard let start = text.firstRange(of: opening)?.upperBound,
                let end = text[start...].firstRange(of: "<|im_end|>")?.lowerBound
            else { continue }
            message = String(text[start..<end])
        }
        return .chatML(
            ChatMLFormat(
                defaultSystemMessage: message,
                trims: outline.code.contains("content»]|trim")
                    || outline.code.contains("message.content|trim")))
    }

    /// An error about a template of no known family.
    static func unsupported(_ problem: String) -> Diagnosis {
        Diagnosis(
            .unsupportedFeature, place: "chat template", problem: problem,
            remedy: "prompt the model without its chat template, or use a model with one of these")
    }

    /// An error about a conversation that the template cannot write.
    static func invalid(_ index: Int, _ problem: String) -> Diagnosis {
        Diagnosis(
            .invalidConversation, place: "message \(index)", problem: problem,
            remedy: "change the conversation")
    }

    /// Checks that user and assistant take turns, the user first.
    ///
    /// - Throws: `Diagnosis` with `.invalidConversation` at the first message that is out of turn.
    static func checkTurns(_ messages: ArraySlice<ChatMessage>) throws {
        for (index, message) in zip(messages.indices, messages) {
            let expected = (index - messages.startIndex).isMultiple(of: 2) ? "user" : "assistant"
            guard message.role == expected else {
                throw invalid(index, "the role is '\(message.role)' where this model expects '\(expected)'")
            }
        }
    }
}

extension String {
    /// The text without the white space at both ends, as Jinja's `trim` gives it.
    var trimmed: String {
        let scalars = unicodeScalars
        func isSpace(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || (0x1c...0x1f).contains(scalar.value)
        }
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
