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
        abstract: "Ask the model what it knows.",
        discussion: """
            Finds the passage that the question is about among all that is known. The model answers with it in view (through a reader, where it has one) and, \
            where it was learned, from memory as well (with --answering recalling it says what it recalls, and the model \
            answers with that in view). Of the two the first is given of which all that it says stands in the passage, memory first where its exam went well, or else what was read. Below it stands where that is. A question that nothing known is near to is answered by the bare model, \
            and that is said. --adapter answers with what an adapter has learned alone, --compare shows the bare model's \
            answer beside it, --explain says what answers and why.

            JSON: \(JSONShape.text(AskResult.self)); "adapter" is null where it is not what gave the answer, "without" \
            is there with --compare; "route" is what gave the answer: \
            bare, weights (from memory) or text (in view); "weighed" are all answers of which it is one, with the share of their \
            words that stands in the passage; "grounded" is null without a passage, "reader" where the bare model read, or nothing was read, "version" where nothing in weights was asked, "recalled" is empty where nothing was recalled. Keys of "citations" are those of 'selkie read', and more.
            """)

    @Argument(help: "The question.")
    var question: String

    @Flag(help: "Answer with the bare model.")
    var without = false

    @Flag(help: "Show the bare model's answer beside the other.")
    var compare = false

    @Flag(help: "Say what answers, and why.")
    var explain = false

    @Option(
        help: ArgumentHelp(
            "What the question is about; the title of what is known of it unless given.", valueName: "topic"))
    var topic: String?

    @Option(help: "The most tokens of an answer.")
    var maxTokens = Exam.answerLimit

    @Option(
        help: ArgumentHelp(
            "Who reads the text: an adapter, as 'selkie reader train' makes it; shipped, the one that comes with the program for the model, as it is unless told otherwise; or none.",
            valueName: "adapter|shipped|none"))
    var reader: String?

    @OptionGroup var answering: AnsweringOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup var adapter: AdapterOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if without, compare { throw ValidationError("give --without or --compare, not both") }
        if without, adapter.adapter != nil { throw ValidationError("give --without or --adapter, not both") }
        if without, reader != nil { throw ValidationError("give --without or --reader, not both") }
        guard question.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("the question is empty")
        }
        guard maxTokens >= 1 else { throw ValidationError("--max-tokens \(maxTokens): give 1 or more") }
    }

    func run(in session: Session) async throws {
        var request = AskRequest(question)
        (request.topic, request.adapter, request.isBare) = (topic, adapter.adapter, without)
        (request.maxTokens, request.model) = (maxTokens, model.choice())
        if let answering = answering.answering { request.answering = answering }
        if let reader { request.reader = ReaderChoice(reader) }
        let prepared = try await session.workbench(model.home).prepare(request)
        if explain || prepared.route.kind == .bare && !without { session.note(Self.explanation(prepared)) }
        if !compare, !session.isJSON, let (request, recalled) = try await prepared.request() {
            if explain { for text in recalled { session.note(Self.memory(of: text)) } }
            _ = try await AnswerStream(session.output, trimsStart: true).follow(
                request, by: prepared.engine)
            return try show(prepared.citations, in: session)
        }
        let result = try await prepared.answer(isCompared: compare)
        if session.isJSON { return try JSONText.emit(result) }
        if explain { for weighed in result.weighed { session.note(Self.weight(of: weighed)) } }
        guard compare else {
            try session.print(shown(result.answer, in: session))
            return try show(result.citations, in: session)
        }
        let with = Table.Column("with \(result.adapter ?? (result.route == .text ? "the text" : ""))")
        var table = Table([Table.Column("without"), with])
        table.append([result.without ?? "", result.answer].map { Table.Cell(shown($0, in: session)) })
        try session.print(table)
        try show(result.citations, in: session)
    }

    private static func explanation(_ prepared: PreparedQuestion) -> String {
        let who =
            switch prepared.route.kind {
            case .bare: "The bare model answers"
            case .weights: "\(prepared.adapterName ?? "") answers alone"
            case .text: "The model answers with the text in view"
            case .both: "\(prepared.adapterName ?? "") answers, and the model with the text in view"
            }
        return "\(who): \(prepared.route.reason)."
    }

    private static func weight(of answer: WeighedAnswer) -> String {
        let from = answer.route == .weights ? "From memory" : "With the text in view"
        return "\(from) (\(Quantity.percent(answer.grounded ?? 0)) stands in the text): "
            + TextLayout.singleLine(answer.answer)
            + answer.recalled.map { "\n" + memory(of: $0) }.joined()
    }

    private static func memory(of text: String) -> String { "It recalled: " + TextLayout.singleLine(text) }

    private func show(_ citations: [Citation], in session: Session) throws {
        guard !citations.isEmpty else { return }
        try session.print(([""] + citations.map(\.line)).joined(separator: "\n"))
    }

    private func shown(_ answer: String, in session: Session) -> String {
        session.output.isInteractive ? TextLayout.printable(answer) : answer
    }
}
