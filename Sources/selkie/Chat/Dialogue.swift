import Console
import Files
import Foundation
import LanguageModel
import Tokenizers
import Workbench

/// The course of a chat: lines in, answers out, until the user leaves.
struct Dialogue {
    private let engine: Engine
    private var adapter: Adapter?
    private let bench: Workbench
    private let sampling: SamplingOptions
    private var seed: UInt64
    private let maxTokens: Int
    private var conversation: Conversation
    private let session: Session
    private let style: Style
    private var editor: LineEditor?

    /// A dialogue that has not begun.
    init(
        engine: Engine, adapter: Adapter?, bench: Workbench, sampling: SamplingOptions, seed: UInt64,
        maxTokens: Int,
        system: String?, session: Session
    ) {
        self.engine = engine
        self.adapter = adapter
        self.bench = bench
        self.sampling = sampling
        self.seed = seed
        self.maxTokens = maxTokens
        conversation = Conversation(system: system)
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
                adapter = try name.map { try bench.adapter($0, for: engine.model) }
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
        conversation.ask(line)
        let stream = AnswerStream(session.output)
        do {
            let request = try request()
            // The innermost stoppable work: Ctrl-C ends this answer and nothing else.
            _ = try await session.interrupt.stoppable { [engine] in
                try await engine.generate([request], onText: { stream.write($0.text) })
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
        conversation.answer(stream.text)
    }

    private mutating func request() throws -> GenerationRequest {
        let model = engine.model
        let window = model.configuration.contextLength
        let room = min(maxTokens, window / 2)
        let (tokens, dropped) = try conversation.tokens(limit: window - room) { try model.encode($0) }
        if dropped > 0 {
            let turns = dropped == 1 ? "turn was" : "\(dropped) turns were"
            session.note(
                "The conversation outgrew the model's window of \(window) tokens; its oldest \(turns) dropped."
            )
        }
        defer { seed &+= 1 }
        return GenerationRequest(
            prompt: tokens, adapter: adapter, sampling: sampling, maxTokens: maxTokens, seed: seed)
    }
}
