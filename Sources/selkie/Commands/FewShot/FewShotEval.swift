import AdapterStore
import ArgumentParser
import LanguageModel
import SelfAdaptation

/// `selkie fewshot eval`: which way of choosing recipes works how well.
struct FewShotEval: Command {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Compare ways of solving tasks, on the same tasks and in one run.",
        discussion: """
            The rows: demonstrations in context only; a training on the demonstrations as they are; a hand-made \
            recipe (all augmentations, loss on outputs, learning rate 1e-3, 4 epochs); recipes of the base; \
            recipes of each --policy; and the best of all recipes of a search, which is what a policy could reach \
            at most. Scores are means over tasks; intervals come from drawing tasks again (95 %), differences are \
            paired.

            TASKS is as for 'selkie fewshot train'.

            JSON: as 'selkie eval' gives it.
            """)

    @OptionGroup var dataset: GridDatasetOptions
    @Option(
        help: ArgumentHelp(
            "A policy to compare, by name or hash; may be given several times.", valueName: "adapter"))
    var policy: [String] = []
    @Option(help: ArgumentHelp("Recipes of each policy for each task.", valueName: "n"))
    var samples = 5
    @Flag(help: "Leave out the search, which takes most of the time.")
    var noSearch = false
    @Flag(help: "Print the table as Markdown.")
    var markdown = false
    @OptionGroup(title: "Learning") var fewShot: FewShotOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if markdown, output.json {
            throw ValidationError("--markdown leaves no place for --json; give one of them")
        }
        guard (1...64).contains(samples) else {
            throw ValidationError("--samples \(samples): give a number from 1 to 64")
        }
    }

    func run(in session: Session) async throws {
        let items = try dataset.read(home: model.home.folder(in: session), in: session)
        let store = try model.home.adapters(in: session)
        let (student, engine) = try model.reference(store: store, in: session)
        let policies = try policy.map { name -> EvaluationExperiment.Row in
            let record = try store.policy(named: name)
            return .policy(name: record.name, hash: record.hash)
        }
        let search =
            noSearch
            ? [] : [EvaluationExperiment.Row.best(name: "search", texts: RecipeSearch.all.map(\.text))]
        let rows: [EvaluationExperiment.Row] =
            [
                .none, .material,
                .completions(
                    name: "hand-made recipe", texts: items.map { _ in [RecipeSearch.handMade.text] }), .base,
            ]
            + policies + search
        var evaluation = EvaluationSettings()
        evaluation.samples = samples
        evaluation.seed = fewShot.seed
        let experiment = EvaluationExperiment(
            title: "eval fewshot \(dataset.title)", student: student,
            work: .fewShot(items: items, settings: fewShot.settings(for: engine.model)),
            sampling: fewShot.loop.sampling, evaluation: evaluation, rows: rows)
        let record = try experiment.open(in: store)
        let results = try await experiment.run(
            record, engine: engine, model: model, store: store, session: session)
        try EvaluationTable(record.name, experiment, results, in: session).print(
            in: session, asMarkdown: markdown)
    }
}
