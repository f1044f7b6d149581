public import ArgumentParser
import Files
import Foundation
import LanguageModel
import SelfAdaptation

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

    @OptionGroup var selfEdits: SelfEditSampling

    @OptionGroup var teacher: TeacherOptions

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

    /// The settings of a run with a model.
    func settings(exam: ExamOptions, model: LanguageModel) throws -> LearningSettings {
        var settings = Self.standard
        if let candidates { settings.candidates = candidates }
        if let style { settings.style = style }
        settings.passageOnly = passageOnly
        settings.race = race
        settings.sampling = selfEdits.applied(to: settings.sampling)
        settings.innerLoop = innerLoop.applied(
            to: settings.innerLoop, in: model.configuration, rate: .texts)
        settings.seed = seed
        settings.prompt = exam.examPrompt ?? (model.chatTemplate == nil ? .plain : .chat)
        guard model.chatTemplate != nil || passageOnly || completions != nil || teacher.url != nil
        else {
            throw Diagnosis(
                file: model.path,
                problem: "a model without a known chat template can't be asked for self-edits",
                remedy: "use --passage-only, --completions or --teacher-url")
        }
        return settings
    }

    /// Candidate texts for each context, or nil when the model writes them.
    ///
    /// - Throws: `Diagnosis` that names file and entry.
    func readCompletions() throws -> [[String]]? {
        try completions.map(CompletionFile.read)
    }
}

extension SelfEditStyle: ExpressibleByArgument {
    /// The styles' names, for people.
    static var list: String {
        let names = allCases.map(\.rawValue)
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }
}
extension AdaptedLayers: ExpressibleByArgument {}
