import ArgumentParser
import Console
import Files
import LanguageModel
import SelfAdaptation
import Text
import Workbench

/// `selkie ask`: a question to the model that has learned.
struct Ask: Command {
    static let configuration = CommandConfiguration(
        abstract: "Ask the model what it has learned.",
        discussion: """
            Answers with the newest adapter, asking as its exam asked. --compare shows the answers without and \
            with the adapter side by side.

            JSON: \(JSONShape.text(AskResult.self)); "adapter" is null for the bare model, "without" \
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
        var request = AskRequest(question)
        (request.topic, request.adapter, request.isBare) = (topic, adapter.adapter, without)
        (request.maxTokens, request.model) = (maxTokens, model.choice())
        let prepared = try await session.workbench(model.home).prepare(request)
        if let name = prepared.adapterName, adapter.adapter == nil, !compare {
            session.note("Answering with what was learned last: \(name).")
        }
        guard compare || session.isJSON else {
            _ = try await AnswerStream(session.output, trimsStart: true).follow(
                prepared.request, by: prepared.engine)
            return
        }
        let result = try await prepared.answer(isCompared: compare)
        if session.isJSON { return try JSONText.emit(result) }
        var table = Table([Table.Column("without"), Table.Column("with \(result.adapter ?? "")")])
        table.append([result.without ?? "", result.answer].map { Table.Cell(shown($0, in: session)) })
        try session.print(table)
    }

    private func shown(_ answer: String, in session: Session) -> String {
        session.output.isInteractive ? TextLayout.printable(answer) : answer
    }
}
