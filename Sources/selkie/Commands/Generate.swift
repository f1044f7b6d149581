import ArgumentParser
import Console
import LanguageModel
import Text
import Workbench
import Files

/// `selkie generate`: answers to one prompt.
struct Generate: Command {
    static let configuration = CommandConfiguration(
        abstract: "Answer a prompt.",
        discussion: """
            The prompt comes from --prompt, from --prompt-file, or else from standard input. It is put to the \
            model through the model's own chat template; with --raw the model continues it as it is.

            JSON, one object a sample and line: \(JSONShape.text(Answer.self)). finish_reason is "stop" or "length"; seconds are those of all \
            samples together.
            """)

    @OptionGroup(title: "Prompt and answer") var prompt: PromptOptions
    @OptionGroup(title: "Sampling") var sampling: SamplingFlags
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Model") var adapter: AdapterOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let text = try prompt.text(in: session)
        let bench = try await session.workbench(model.home)
        let engine = try bench.engine(model.choice())
        let request = GenerationRequest(
            prompt: try prompt.tokens(of: text, for: engine.model),
            adapter: try adapter.load(for: engine.model, at: bench),
            samples: prompt.samples, sampling: sampling.options, maxTokens: prompt.maxTokens,
            stop: prompt.stop,
            seed: sampling.seed)
        let start = ContinuousClock.now
        if session.isJSON || request.samples > 1 {
            let answers = try await together(request, engine, session)
            try show(answers, request, seconds: (ContinuousClock.now - start) / .seconds(1), in: session)
        } else {
            let answer = try await AnswerStream(session.output).follow(request, by: engine)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            guard session.errors.isInteractive else { return }
            let rate = Quantity.rate(Double(answer.tokens.count) / seconds)
            session.note(
                "\(Quantity.count(answer.tokens.count, "token")) in \(Quantity.duration(seconds)), \(rate) tokens/s"
            )
        }
    }

    private func together(
        _ request: GenerationRequest, _ engine: Engine, _ session: Session
    ) async throws -> [Generation] {
        session.progress.begin("Generating", total: request.samples * request.maxTokens, unit: "tokens")
        let results = try await engine.generate([request], progress: { session.progress.update(to: $0) })
        session.progress.finish()
        return results[0]
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
    private struct Answer: Codable {
        struct Usage: Codable {
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
