import Console
import Files
import Foundation
import LanguageModel
import Workbench

/// The course of a chat: lines in, answers out, until the user leaves.
struct Dialogue {
    private var conversation: Conversation
    private let session: Session
    private let style: Style
    private var editor: LineEditor?

    /// A dialogue that has not begun.
    init(_ conversation: Conversation, session: Session) {
        self.conversation = conversation
        self.session = session
        style = Style(for: session.output)
        let isTerminal = session.inputIsTerminal && session.output.allowsRewriting
        editor = isTerminal ? LineEditor(environment: session.environment) : nil
    }

    /// Talks until the user leaves.
    ///
    /// - Throws: What ends the program: a closed output; trouble with a message is told and the chat goes on.
    mutating func run() async throws {
        var interruptions = 0
        while true {
            try Task.checkCancellation()
            switch try nextLine() {
            case .ended: return
            case .interrupted:
                interruptions += 1
                if interruptions > 1 { return }
                try session.print(style("Ctrl-C again or Ctrl-D leaves.", .dim))
            case .line(let line):
                interruptions = 0
                let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
                if line.isEmpty { continue }
                guard let command = ChatCommand(line) else {
                    try await answer(line)
                    continue
                }
                if command == .exit { return }
                try obey(command)
            }
        }
    }

    private mutating func nextLine() throws -> LineEditor.Outcome {
        if var open = editor {
            defer { editor = open }
            return try open.readLine(prompt: "> ", style: style)
        }
        return readLine().map(LineEditor.Outcome.line) ?? .ended
    }

    private mutating func obey(_ command: ChatCommand) throws {
        switch command {
        case .adapter(let name):
            do {
                try conversation.answer(with: name)
                session.note(
                    name.map { "Answering with the adapter \($0)." } ?? "Answering without an adapter.")
            } catch {
                Failure.tell(error)
            }
        case .reset:
            conversation.reset()
            session.note("The conversation begins anew.")
        case .help: try session.print(ChatCommand.summary)
        case .adapterWithoutName:
            Report.warning("/adapter needs a name, or none; selkie adapters list shows them")
        case .unknown(let line):
            Report.warning(
                "no command \(line.prefix(40)); /help lists them, and a message cannot begin with a slash")
        case .exit: break
        }
    }

    private mutating func answer(_ line: String) async throws {
        let stream = AnswerStream(session.output)
        do {
            let turn = try conversation.say(line)
            if turn.dropped > 0 {
                let turns = turn.dropped == 1 ? "turn was" : "\(turn.dropped) turns were"
                session.note(
                    "The conversation outgrew the model's window of \(turn.window) tokens; its oldest \(turns) dropped."
                )
            }
            // The innermost stoppable work: Ctrl-C ends this answer and nothing else.
            _ = try await session.interrupt.stoppable { [engine = conversation.engine] in
                try await engine.generate([turn.request], onText: { stream.write($0.text) })
            }
            try stream.finish()
        } catch is CancellationError {
            try stream.finish()
            session.note("Stopped.")
        } catch let error as Diagnosis where error.code == .brokenStream {
            throw error
        } catch {
            conversation.withdraw()
            Failure.tell(error)
            return
        }
        conversation.hear(stream.text)
    }
}
