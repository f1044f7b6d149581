import Memory
import ArgumentParser
import Console
import Files
import LanguageModel
import SelfAdaptation
import Tokenizers

/// `selkie ask`: a question to the model that has learned.
struct Ask: Command {
    static let configuration = CommandConfiguration(
        abstract: "Ask the model what it has learned.",
        discussion: """
            Answers with the newest adapter, asking as its exam asked. --compare shows the answers without and \
            with the adapter side by side.

            JSON: {"question", "answer", "adapter", "without"}; "adapter" is null for the bare model, "without" \
            is there with --compare.
            """)

    @Argument(help: "The question.")
    var question: String

    @Flag(help: "Answer with the bare model.")
    var without = false

    @Flag(help: "Show the answers without and with the adapter.")
    var compare = false

    @Option(
        help: ArgumentHelp(
            "What the question is about; the title of what was learned unless given.", valueName: "topic"))
    var topic: String?

    @Option(help: "The most tokens of an answer.")
    var maxTokens = Exam.answerLimit

    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup var adapter: AdapterOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if without, compare { throw ValidationError("give --without or --compare, not both") }
        if without, adapter.adapter != nil { throw ValidationError("give --without or --adapter, not both") }
        guard question.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("the question is empty")
        }
        guard maxTokens >= 1 else { throw ValidationError("--max-tokens \(maxTokens): give 1 or more") }
    }

    func run(in session: Session) async throws {
        let engine = try model.engine(in: session)
        let store = try model.home.adapters(in: session)
        let chosen = without ? nil : try choose(from: store, for: engine.model)
        let learned = try chosen.map {
            try store.load(
                $0, for: engine.model.configuration, baseDigest: store.baseDigest(of: engine.model.files))
        }
        if let warning = learned?.warning { session.note(warning) }
        if let chosen, adapter.adapter == nil, !compare {
            session.note("Answering with what was learned last: \(Self.name(of: chosen)).")
        }
        let subject = topic ?? chosen.flatMap(Self.title)
        let prompt: ExamPrompt = engine.model.chatTemplate == nil ? .plain : .chat
        let tokens = try prompt.tokens(question: question, topic: subject, model: engine.model)
        guard compare || session.isJSON else {
            let request = GenerationRequest(prompt: tokens, adapter: learned?.adapter, maxTokens: maxTokens)
            _ = try await AnswerStream(session.output, trimsStart: true).follow(request, by: engine)
            return
        }
        let adapters = compare ? [nil, learned?.adapter] : [learned?.adapter]
        let answers = try await engine.generate(
            adapters.map { GenerationRequest(prompt: tokens, adapter: $0, maxTokens: maxTokens) }
        ).map { ($0.first?.text ?? "").trimmingPrefix(while: \.isWhitespace) }.map(String.init)
        try show(answers, name: chosen.map(Self.name), in: session)
    }

    private func choose(from store: AdapterStore, for model: LanguageModel) throws -> AdapterReference {
        if let name = adapter.adapter { return try store.find(name) }
        guard let newest = try store.newest(for: store.baseDigest(of: model.files)) else {
            throw Diagnosis(
                file: store.home, problem: "this model has learned nothing yet",
                remedy: "teach it with 'selkie learn FILE', or ask the bare model with --without",
                category: .noInput)
        }
        return .stored(newest)
    }

    private func show(_ answers: [String], name: String?, in session: Session) throws {
        guard !session.isJSON else {
            let without = compare ? answers.first : nil
            return try JSONText.emit(
                Answer(question: question, answer: answers.last ?? "", adapter: name, without: without))
        }
        var table = Table([Table.Column("without"), Table.Column("with \(name ?? "")")])
        table.append(answers.map { Table.Cell(shown($0, in: session)) })
        try session.print(table)
    }

    private func shown(_ answer: String, in session: Session) -> String {
        session.output.isInteractive ? TextLayout.printable(answer) : answer
    }

    private static func title(of reference: AdapterReference) -> String? {
        if case .stored(let record) = reference { return record.sources.first }
        return nil
    }

    private static func name(of reference: AdapterReference) -> String {
        switch reference {
        case .stored(let record): record.name
        case .folder(let path): path
        }
    }

    private struct Answer: Encodable {
        let question: String
        let answer: String
        let adapter: String?
        let without: String?

        private enum CodingKeys: CodingKey { case question, answer, adapter, without }

        /// The bare model's name is null, not left out.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(question, forKey: .question)
            try container.encode(answer, forKey: .answer)
            try container.encode(adapter, forKey: .adapter)
            try container.encodeIfPresent(without, forKey: .without)
        }
    }
}
