public import ArgumentParser
public import SelfAdaptation
import Workbench

/// What is tried and how it is trained.
struct LearningOptions: ParsableArguments {
    private static let standard = LearningSettings()

    @Option(
        help: ArgumentHelp(
            "Self-edits to try for each context; \(standard.candidates) unless given.", valueName: "n"))
    var candidates: Int?

    @Option(
        help: ArgumentHelp(
            "What the model writes: \(SelfEditStyle.list); \(standard.style.rawValue) unless given.",
            valueName: "style"))
    var style: SelfEditStyle?

    @Flag(help: "Give up the worse half of the self-edits at 30 %, and again at 60 %, of their training.")
    var race = false

    @Flag(help: "Train on the text alone, without self-edits.")
    var passageOnly = false

    @Option(
        help: ArgumentHelp("Study material from a JSON file in place of the model's own.", valueName: "file"),
        completion: .file())
    var completions: String?

    @Option(
        help: ArgumentHelp(
            "The adapter that writes self-edits, as 'selkie train' makes it; the bare model unless given.",
            valueName: "adapter"))
    var policy: String?

    @Option(
        help: ArgumentHelp(
            "Who reads what was recalled with --answering recalling: an adapter, as 'selkie reader train' makes it; shipped, the one that comes with the program for the model, as it is unless told otherwise; or none.",
            valueName: "adapter|shipped|none"))
    var reader: String?

    @OptionGroup var selfEdits: SelfEditSampling

    @OptionGroup var teacher: TeacherOptions

    @OptionGroup var restoration: RestorationOptions

    @OptionGroup var innerLoop: InnerLoopOptions

    @Option(help: "Seed of everything random.")
    var seed: UInt64 = 0

    func validate() throws {
        if let candidates, !(1...64).contains(candidates) {
            throw ValidationError("--candidates \(candidates): give a number from 1 to 64")
        }
        let sources = [
            ("--passage-only", passageOnly), ("--completions", completions != nil),
            ("--policy", policy != nil), ("--teacher-url", teacher.url != nil),
        ].filter(\.1).map(\.0)
        if sources.count > 1 {
            throw ValidationError("\(sources[0]) leaves no place for \(sources[1]); give one of them")
        }
        guard passageOnly || completions != nil, let source = sources.first else { return }
        let idle =
            [
                ("--candidates", candidates != nil), ("--style", style != nil),
                ("--race", race && passageOnly),
            ].filter(\.1).map(\.0) + selfEdits.given
        if let flag = idle.first { throw ValidationError("\(flag) is of no use with \(source)") }
    }

    /// Puts what was asked for into a request.
    ///
    /// - Throws: `Diagnosis` for a file of study material that can't be read, `ValidationError` for an address.
    func apply(to request: inout LearnRequest) throws {
        (request.candidates, request.style, request.policy) = (candidates, style, policy)
        (request.isRace, request.isPassageOnly) = (race, passageOnly)
        request.learnsAnswers = !passageOnly
        if let reader { request.reader = ReaderChoice(reader) }
        request.completions = try completions.map(CompletionFile.read)
        request.selfEdits = selfEdits.request
        request.teacher = try teacher.endpoint()
        request.restorations = restoration.restorations
        request.innerLoop = innerLoop.request
        request.seed = seed
    }
}

extension SelfEditStyle: ExpressibleByArgument {
    /// The styles' names, for people.
    static var list: String {
        let names = allCases.map(\.rawValue)
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }
}
