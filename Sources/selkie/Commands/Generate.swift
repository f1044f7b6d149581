import ArgumentParser
import Console
import LanguageModel
import Tokenizers

/// `selkie generate`: answers to one prompt.
struct Generate: Command {
    static let configuration = CommandConfiguration(
        abstract: "Answer a prompt.",
        discussion: """
            The prompt comes from --prompt, from --prompt-file, or else from standard input. It is put to the \
            model through the model's own chat template; with --raw the model continues it as it is.

            JSON, one object a sample and line: {"text", "tokens", "finish_reason", "usage": {"prompt_tokens", \
            "completion_tokens"}, "seconds"}. finish_reason is "stop" or "length"; seconds are those of all \
            samples together.
            """)

    @Option(name: .shortAndLong, help: "The prompt.")
    var prompt: String?

    @Option(help: ArgumentHelp("A file that holds the prompt.", valueName: "file"), completion: .file())
    var promptFile: String?

    @Option(help: "What the model is told before the prompt.")
    var system: String?

    @Flag(help: "Continue the prompt as it is, without the chat template.")
    var raw = false

    @Option(help: "How many answers to draw.")
    var samples = 1

    @Option(help: "The most tokens of an answer.")
    var maxTokens = 256

    @Option(parsing: .singleValue, help: "A text that ends the answer and is no part of it; may be given again.")
    var stop: [String] = []

    @OptionGroup(title: "Sampling") var sampling: SamplingFlags
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup var adapter: AdapterOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if prompt != nil, promptFile != nil { throw ValidationError("give --prompt or --prompt-file, not both") }
        if raw, system != nil { throw ValidationError("--system needs the chat template, which --raw leaves out") }
        guard samples >= 1 else { throw ValidationError("--samples \(samples): give 1 or more") }
        guard maxTokens >= 1 else { throw ValidationError("--max-tokens \(maxTokens): give 1 or more") }
    }

    func run(in session: Session) async throws {
        let text = try promptText(in: session)
        let engine = try model.engine(in: session)
        let request = GenerationRequest(
            prompt: try tokens(of: text, for: engine.model),
            adapter: try adapter.load(for: engine.model, from: model.home, in: session),
            samples: samples, sampling: sampling.options, maxTokens: maxTokens, stop: stop, seed: sampling.seed)
        let start = ContinuousClock.now
        if session.isJSON || samples > 1 {
            let answers = try await together(request, engine, session)
            try show(answers, request, seconds: (ContinuousClock.now - start) / .seconds(1), in: session)
        } else {
            let answer = try await streamed(request, engine, session)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            guard session.errors.isInteractive else { return }
            let rate = Quantity.rate(Double(answer.tokens.count) / seconds)
            session.note("\(answer.tokens.count) tokens in \(Quantity.duration(seconds)), \(rate) tokens/s")
        }
    }

    private func promptText(in session: Session) throws -> String {
        if let prompt { return prompt }
        if promptFile == nil, session.inputIsTerminal {
            session.note("Reading the prompt from standard input; end it with Ctrl-D.")
        }
        let text = try InputText.read(promptFile ?? "-")
        // A file's last line break ends its line and is no part of a question; raw text is left alone.
        return !raw && text.last?.isNewline == true ? String(text.dropLast()) : text
    }

    private func tokens(of text: String, for model: LanguageModel.LanguageModel) throws -> [Int32] {
        if raw { return model.encode(text) }
        guard model.chatTemplate != nil else {
            throw CommandError(
                file: model.path, problem: "the model has no chat template that is known", remedy: "use --raw")
        }
        let instruction = system.map { [ChatMessage(role: "system", content: $0)] } ?? []
        return try model.encode(instruction + [ChatMessage(role: "user", content: text)])
    }

    private func together(
        _ request: GenerationRequest, _ engine: Engine, _ session: Session
    ) async throws -> [Generation] {
        session.progress.begin("Generating", total: samples * maxTokens, unit: "tokens")
        let results = try await engine.generate([request], progress: { session.progress.update(to: $0) })
        session.progress.finish()
        return results[0]
    }

    private func streamed(
        _ request: GenerationRequest, _ engine: Engine, _ session: Session
    ) async throws -> Generation {
        let stream = AnswerStream(session.output)
        do {
            let results = try await engine.generate([request], onText: { stream.write($0.text) })
            try stream.finish()
            return results[0][0]
        } catch is CancellationError {
            try stream.finish()
            throw CancellationError()
        }
    }

    private func show(
        _ answers: [Generation], _ request: GenerationRequest, seconds: Double, in session: Session
    ) throws {
        for (index, answer) in answers.enumerated() {
            if session.isJSON {
                try JSONText.emit(Answer(answer, promptTokens: request.prompt.count, seconds: seconds))
                continue
            }
            let head = Style(for: session.output)("--- \(index + 1) of \(answers.count) ---", .dim)
            try session.print(head)
            try session.print(session.output.isInteractive ? TextLayout.printable(answer.text) : answer.text)
        }
    }
}

extension Generate {
    /// One sample as JSON.
    private struct Answer: Encodable {
        struct Usage: Encodable {
            let prompt_tokens: Int
            let completion_tokens: Int
        }

        let text: String
        let tokens: [Int32]
        let finish_reason: String
        let usage: Usage
        let seconds: Double

        init(_ answer: Generation, promptTokens: Int, seconds: Double) {
            text = answer.text
            tokens = answer.tokens
            finish_reason = answer.finishReason.rawValue
            usage = Usage(prompt_tokens: promptTokens, completion_tokens: answer.tokens.count)
            self.seconds = seconds
        }
    }
}
