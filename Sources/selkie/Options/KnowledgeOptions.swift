import ArgumentParser
import SelfAdaptation
import Workbench

/// How passages are taught in experiments.
struct KnowledgeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Settings to begin with: paper (as SEAL's authors have them) or quick (a first look in minutes).",
            valueName: "name"))
    var preset: Preset?

    @Option(
        help: ArgumentHelp(
            "What the policy writes: \(SelfEditStyle.list); \(KnowledgeSettings().style.rawValue) unless given.",
            valueName: "style"))
    var style: SelfEditStyle?

    @OptionGroup var innerLoop: InnerLoopOptions

    @Option(
        help: ArgumentHelp(
            "How questions are asked: chat (the model's template) or plain; chat where the model has a template.",
            valueName: "chat|plain"))
    var examPrompt: ExamPrompt?

    @OptionGroup var answering: AnsweringOptions

    @OptionGroup var restoration: RestorationOptions

    @OptionGroup var selfEdits: SelfEditSampling

    @Option(help: ArgumentHelp("Seed of everything random.", valueName: "n"))
    var seed: UInt64 = 0

    /// What was asked for.
    var request: KnowledgeRequest {
        var request = KnowledgeRequest()
        (request.preset, request.style, request.examPrompt) = (preset, style, examPrompt)
        request.answering = answering.answering
        request.restorations = restoration.restorations
        request.innerLoop = innerLoop.request
        request.selfEdits = selfEdits.request
        request.seed = seed
        return request
    }
}

extension Preset: ExpressibleByArgument {}
