/// Mistral's instructions, whose spaces differ from one release to the next.
struct MistralFormat: Sendable, Equatable {
    /// Where the template writes what the system says.
    enum SystemPlace: Sendable, Equatable {
        case nowhere
        case firstMessage
        case lastMessage
    }

    /// What stands before the user's words.
    var beforeUser: String
    /// What stands after the user's words.
    var afterUser: String
    /// What stands before the assistant's words.
    var beforeAssistant: String
    /// What stands after the end of the assistant's turn.
    var afterAssistant: String
    /// Whether white space around the assistant's words is dropped.
    var trimsAssistant: Bool
    /// Where what the system says stands, followed by an empty line.
    var system: SystemPlace

    /// Reads the spaces from the template's own literals.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature` when the turns are not written as expected.
    init(recognising outline: JinjaOutline) throws {
        let user =
            #/^«(?<before>[^»]*\[INST\][^»]*)»\+message(?:\[«content»\]|\.content)\+«(?<after>[^»]*)»$/#
        let assistant =
            #/^(?:«(?<before>[^»]*)»\+)?message(?:\[«content»\]|\.content)(?<trim>\|trim)?\+eos_token(?:\+«(?<after>[^»]*)»)?$/#
        guard let turn = outline.outputs.lazy.compactMap({ $0.wholeMatch(of: user) }).first,
            let answer = outline.outputs.lazy.compactMap({ $0.wholeMatch(of: assistant) }).first
        else {
            throw ChatFormat.unsupported("it has [INST] but does not write turns as Mistral's templates do")
        }
        beforeUser = String(turn.before)
        afterUser = String(turn.after)
        beforeAssistant = answer.before.map(String.init) ?? ""
        afterAssistant = answer.after.map(String.init) ?? ""
        trimsAssistant = answer.trim != nil
        if outline.code.contains("loop.lastandsystem_message") {
            system = .lastMessage
        } else if outline.code.contains("loop.firstandsystem_message") {
            system = .firstMessage
        } else if outline.code.contains("system_message") {
            throw ChatFormat.unsupported("its place for a system message is not known")
        } else {
            system = .nowhere
        }
    }

    /// The text of a conversation, without the beginning of text; a generation prompt adds nothing.
    ///
    /// - Throws: `Diagnosis` with `.invalidConversation` for a system message that the template refuses, and when
    ///   user and assistant do not take turns.
    func render(_ messages: [ChatMessage]) throws -> String {
        var turns = messages[...]
        var instruction = ""
        if turns.first?.role == "system" {
            guard system != .nowhere else {
                throw ChatFormat.invalid(0, "this model takes no system message")
            }
            instruction = turns.removeFirst().content + "\n\n"
        }
        try ChatFormat.checkTurns(turns)
        var text = ""
        for index in turns.indices {
            let content = turns[index].content
            if turns[index].role == "user" {
                let place = system == .firstMessage ? turns.startIndex : turns.endIndex - 1
                text += beforeUser + (index == place ? instruction : "") + content + afterUser
            } else {
                text +=
                    beforeAssistant + (trimsAssistant ? content.trimmed : content) + "</s>" + afterAssistant
            }
        }
        return text
    }
}
