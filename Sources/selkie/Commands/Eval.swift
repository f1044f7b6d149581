import AdapterStore
import ArgumentParser
import Console
import Foundation
import LanguageModel
import SelfAdaptation

/// `selkie eval`: which way of teaching works how well.
struct Eval: Command {
    static let configuration = CommandConfiguration(
        abstract: "Compare ways of teaching a model, on the same passages and in one run.",
        discussion: """
            The rows: no update; the passage alone; self-edits of the base; self-edits of each --policy; \
            completions from each --completions file; and the passage in view of the exam, which is the ceiling. \
            Scores are means over passages; intervals come from drawing passages again (95 %), differences are \
            paired.

            DATASET is as for 'selkie train'. --completions is a JSON list in the order of the dataset's passages: \
            one text, a list of texts, or objects with "completion".

            --jointly teaches all passages to one adapter and then asks about all of them.

            JSON: {"name", "items", "questions", "rows": [{"name", "mean": {"value", "low", "high"}, \
            "difference", "differences", "scores", "cost"}], "estimate"}; "difference" is to the first row, "estimate" what \
            was expected when the run was begun: {"items", "tokens_to_write", "tokens_to_train", "seconds"}.
            """)

    @OptionGroup(title: "Passages") var dataset: DatasetOptions
    @OptionGroup(title: "Comparison") var comparison: ComparisonOptions
    @OptionGroup(title: "Comparison") var repetition: RepetitionOptions
    @OptionGroup(title: "Learning") var knowledge: KnowledgeOptions
    @OptionGroup(title: "Grading") var grading: GraderOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    /// How often, and how, passages are taught.
    struct RepetitionOptions: ParsableArguments {
        @Option(help: ArgumentHelp("Trainings of each self-edit.", valueName: "n"))
        var repeats = 1
        @Flag(help: "Teach all passages to one adapter.")
        var jointly = false

        func validate() throws {
            guard (1...64).contains(repeats) else {
                throw ValidationError("--repeats \(repeats): give a number from 1 to 64")
            }
        }
    }

    func validate() throws { try comparison.check(output) }

    func run(in session: Session) async throws {
        let store = try model.home.adapters(in: session, isMade: true)
        let (student, engine) = try model.reference(store: store, in: session)
        let grader = try grading.choice(model, store: store, in: session)
        var dataset = dataset
        dataset.limit = dataset.limit ?? knowledge.preset?.evaluated
        let items = try await dataset.read(
            DocumentExams(
                engine: engine, base: student, prompt: knowledge.prompt(for: engine.model), choice: grader,
                grader: { try grader.grader(student: engine, model: model, store: store, in: session) },
                seed: knowledge.seed, store: store), in: session)
        var evaluation = EvaluationSettings()
        let joint = repetition.jointly ? knowledge.preset?.joint : nil
        evaluation.samples = comparison.samples ?? joint?.samples ?? evaluation.samples
        evaluation.repeats = repetition.repeats
        evaluation.isJoint = repetition.jointly
        evaluation.seed = knowledge.seed
        let experiment = EvaluationExperiment(
            title: "eval \(dataset.title)\(repetition.jointly ? " jointly" : "")", student: student,
            grader: grader,
            work: .knowledge(
                items: items, settings: knowledge.settings(for: engine.model, joint: joint)),
            sampling: knowledge.sampling,
            evaluation: evaluation, rows: try rows(items.count, store: store))
        let record = try experiment.open(in: store)
        let results = try await experiment.run(
            record, engine: engine, model: model, store: store, session: session)
        try EvaluationTable(record, experiment, results, store: store, in: session).print(
            in: session, asMarkdown: comparison.markdown)
    }

    private func rows(_ count: Int, store: AdapterStore) throws -> [EvaluationExperiment.Row] {
        return try [.none, .material, .base] + comparison.policies(in: store)
            + comparison.files(count, after: dataset.start)
            + [.inView]
    }
}
