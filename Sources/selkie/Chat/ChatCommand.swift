import Foundation

/// What a line of a chat that begins with a slash asks for.
enum ChatCommand: Equatable {
    /// Answer with another adapter; nil is the bare model.
    case adapter(String?)
    /// Forget the conversation.
    case reset
    /// Show the commands.
    case help
    /// Leave.
    case exit
    /// Another adapter, but which?
    case adapterWithoutName
    /// Nothing that is known.
    case unknown(String)

    /// The command of a line; nil when the line is a message.
    init?(_ line: String) {
        guard line.hasPrefix("/") else { return nil }
        let words = line.split(separator: " ", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        switch (words[0], words.dropFirst().first) {
        case ("/adapter", let name?) where !name.isEmpty: self = .adapter(name == "none" ? nil : name)
        case ("/adapter", _): self = .adapterWithoutName
        case ("/reset", nil): self = .reset
        case ("/help", nil): self = .help
        case ("/exit", nil), ("/quit", nil): self = .exit
        default: self = .unknown(line)
        }
    }

    /// The commands, one a line.
    static let summary = """
        /adapter NAME   answer with an adapter; /adapter none without
        /reset          forget the conversation
        /help           show this
        /exit           leave
        """
}
