import ArgumentParser
import Console
import Files
import LanguageModel
import SelfAdaptation
import Text
import Workbench

/// `selkie generate`: answers to one prompt.
struct Generate: Command {
    static let configuration = CommandConfiguration(
        abstract: "Answer a prompt.",
        discussion: """
            The prompt comes from --prompt, from --prompt-file, or else from standard input. It is put to the \
            model through the model's own chat template; with --raw the model continues it as it is.

            JSON, one object a sample and line: \(JSONShape.text(GenerateResult.self)). finish_reason is "stop" or "length"; seconds are those of all \
            samples together.
            """)

    @OptionGroup(title: "Prompt and answer") var prompt: PromptOptions
    @OptionGroup(title: "Sampling") var sampling: SamplingFlags
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Model") var adapter: AdapterOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        var request = GenerateRequest(try prompt.text(in: session))
        (request.system, request.isRaw, request.samples) = (prompt.system, prompt.raw, prompt.samples)
        (request.maxTokens, request.stop) = (prompt.maxTokens, prompt.stop)
        (request.sampling, request.seed) = (sampling.options, sampling.seed)
        (request.adapter, request.model) = (adapter.adapter, model.choice())
        let prepared = try await session.workbench(model.home).prepare(request)
        if session.isJSON || request.samples > 1 { return try show(await prepared.answers(), in: session) }
        let start = session.clock.now
        let answer = try await AnswerStream(session.output).follow(prepared.request, by: prepared.engine)
        let seconds = session.clock.now - start
        guard session.errors.isInteractive else { return }
        let rate = Quantity.rate(Double(answer.tokens.count) / seconds)
        session.note(
            "\(Quantity.count(answer.tokens.count, "token")) in \(Quantity.duration(seconds)), \(rate) tokens/s"
        )
    }

    private func show(_ answers: [GenerateResult], in session: Session) throws {
        for (index, answer) in answers.enumerated() {
            if session.isJSON {
                try JSONText.emit(answer)
                continue
            }
            let head = Style(for: session.output)("--- \(index + 1) of \(answers.count) ---", .dim)
            try session.print(head)
            try session.print(session.output.isInteractive ? TextLayout.printable(answer.text) : answer.text)
        }
    }
}
