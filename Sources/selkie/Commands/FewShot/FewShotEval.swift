import ArgumentParser
import SelfAdaptation
import Workbench

/// `selkie fewshot eval`: which way of choosing recipes works how well.
struct FewShotEval: Command {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Compare ways of solving tasks, on the same tasks and in one run.",
        discussion: """
            The rows: demonstrations in context only; a training on the demonstrations alone, in other colours and \
            orders, with the settings below; a recipe made by hand; recipes of the base; recipes of each --policy; \
            recipes from each --completions file, a JSON list in the order of the tasks with one recipe or a list of \
            them for each; and the best of the \(RecipeSearch.all.count) recipes of a search, about the most that a policy could \
            reach. Scores are means over tasks; intervals come from drawing tasks again (95 %), differences are \
            paired. Of each policy five recipes are tried unless --samples says otherwise.

            TASKS is as for 'selkie fewshot train'.

            --budget 2h makes a plan that fits: fewer recipes of each policy first, then fewer tasks; --no-search saves \
            more. --plan does a plan again that an earlier run recorded.

            JSON: as 'selkie eval' gives it.
            """)

    @OptionGroup(title: "Tasks") var dataset: GridDatasetOptions
    @OptionGroup(title: "Comparison") var comparison: ComparisonOptions
    @Flag(help: "Leave out the search, which takes most of the time.")
    var noSearch = false
    @OptionGroup(title: "Learning") var fewShot: FewShotOptions
    @OptionGroup(title: "Time") var time: PlanOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        try comparison.check(output)
        try time.check([("--samples", comparison.samples != nil)])
    }

    func run(in session: Session) async throws {
        var request = FewShotEvaluationRequest(dataset.request)
        (request.comparison, request.searches) = (comparison.request, !noSearch)
        (request.fewShot, request.time) = (fewShot.request, time.request)
        request.model = model.choice(memory)
        try await session.workbench(model.home).evaluate(request).print(
            in: session, asMarkdown: comparison.markdown)
    }
}
