import Memory
import ArgumentParser
import Console
import Foundation
import LanguageModel
import SelfAdaptation
import Text

/// `selkie eval`: which way of teaching works how well.
struct Eval: Command {
    static let configuration = CommandConfiguration(
        abstract: "Compare ways of teaching a model, on the same passages and in one run.",
        discussion: """
            The rows: no update; the passage alone; self-edits of the base; self-edits of each --policy; \
            completions from each --completions file; and the passage in view of the exam, which is the ceiling. \
            Scores are shares of questions answered (see 'selkie learn'), means over passages; intervals come from drawing \
            passages again (95 %), differences are paired. Two questions of other passages are asked as well; they are \
            no part of the score.

            DATASET is as for 'selkie train'. --completions is a JSON list in the order of the dataset's passages: \
            one text, a list of texts, or objects with "completion".

            --controls adds rows that tell where a gain comes from: the passage whole with ten steps, which is SEAL's \
            baseline; and for all self-edits the passage alone with as many tokens trained, the passage alone with their \
            directives, and themselves on SEAL's schedule. What trains alike is trained once. Self-edits are then also \
            compared with the best of these: the passage alone as the run teaches it, on each --schedule, and with as many tokens.

            --schedule adds the passage alone on another schedule; with --without-base the comparison is one of schedules.

            An update that collapses while it is trained (see 'selkie learn --help') is not examined and counts as all wrong, \
            in every row; the table says how many did.

            --jointly teaches all passages to one adapter and then asks about all of them.

            --budget 1h makes a plan that fits: fewer repeats and self-edits first, then fewer passages. The plan is kept \
            in the home folder; --plan does it again. When the time is up all the same, what is finished counts, and \
            'selkie runs resume' does the rest.

            JSON: {"name", "items", "questions", "rows": [{"name", "mean": {"value", "low", "high"}, \
            "difference", "differences", "scores", "exam": {"answered", "correct", "recited", "empty", "words", \
            "declined"}, "against_alone": {"name", "difference"}, "collapsed", "watch", "cost"}], "estimate"}; "watch" is what was seen of \
            each training of each passage, a list of {"epoch", "kl", "alike", "probes", "collapse"}; "difference" is to the first row, \
            "estimate" what was expected when the run was begun: {"items", "tokens_to_write", "tokens_to_train", "seconds"}; with \
            "plan" and "plan_path" where there was one: {"job", "passages", "of", \
            "candidates", "epochs", "rounds", "repeats", "budget"}, and "cut": {"items", "rounds", "rows", "policies"} when the \
            time was up.
            """)

    @OptionGroup(title: "Passages") var dataset: DatasetOptions
    @OptionGroup(title: "Comparison") var comparison: ComparisonOptions
    @OptionGroup(title: "Comparison") var repetition: RepetitionOptions
    @OptionGroup(title: "Learning") var knowledge: KnowledgeOptions
    @OptionGroup(title: "Time") var time: PlanOptions
    @OptionGroup(title: "Grading") var grading: GraderOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    /// How often, and how, passages are taught.
    struct RepetitionOptions: ParsableArguments {
        @Option(help: ArgumentHelp("Trainings of each self-edit.", valueName: "n"))
        var repeats = 1
        @Flag(help: "Teach all passages to one adapter.")
        var jointly = false
        @Flag(help: "Compare with controls as well; takes about twice as long.")
        var controls = false
        @Option(
            help: ArgumentHelp(
                "A schedule of the passage alone, such as 20@5e-4 for 20 epochs at that learning rate; may be given several times.",
                valueName: "epochs@rate"))
        var schedule: [AloneSchedule] = []
        @Flag(help: "Leave out self-edits of the base.")
        var withoutBase = false

        func validate() throws {
            if jointly, controls || !schedule.isEmpty {
                throw ValidationError(
                    "--controls and --schedule compare what each passage trains on; leave them or --jointly out"
                )
            }
            if let twice = schedule.first(where: { one in schedule.filter { $0 == one }.count > 1 }) {
                throw ValidationError(
                    "--schedule \(twice.epochs)@\(twice.learningRate): is given twice; give it once")
            }
            guard (1...64).contains(repeats) else {
                throw ValidationError("--repeats \(repeats): give a number from 1 to 64")
            }
        }
    }

    func validate() throws {
        try comparison.check(output)
        try time.check([
            ("--samples", comparison.samples != nil), ("--repeats", repetition.repeats != 1),
            ("--epochs", knowledge.innerLoop.epochs != nil),
        ])
    }

    func run(in session: Session) async throws {
        let store = try model.home.adapters(in: session, isMade: true)
        let (student, engine) = try model.reference(store: store, in: session, memory: memory.bytes)
        let grader = try grading.choice(model, store: store, in: session)
        var dataset = dataset
        dataset.limit = dataset.limit ?? knowledge.preset?.evaluated
        let passages = try await dataset.read(TextMeasure(engine.model.tokenizer), in: session)
        var evaluation = EvaluationSettings()
        let joint = repetition.jointly ? knowledge.preset?.joint : nil
        evaluation.samples = comparison.samples ?? joint?.samples ?? evaluation.samples
        evaluation.repeats = repetition.repeats
        evaluation.isJoint = repetition.jointly
        evaluation.seed = knowledge.seed
        func experiment(_ items: [KnowledgeItem]) throws -> EvaluationExperiment {
            EvaluationExperiment(
                title: "eval \(dataset.title)\(repetition.jointly ? " jointly" : "")", student: student,
                grader: grader,
                work: .knowledge(
                    items: items, settings: knowledge.settings(for: engine.model, joint: joint)),
                sampling: knowledge.sampling, evaluation: evaluation,
                rows: try rows(items.count, store: store))
        }
        var place = try await Workplace(engine, student, model: model, store: store, session: session)
        let exams = try DocumentExams(
            passages, base: student, prompt: knowledge.prompt(for: engine.model), grader: grader,
            seed: knowledge.seed, in: place)
        let schedule = try await ExperimentSchedule(
            try experiment(dataset.chosen(passages)),
            known: try experiment(dataset.chosen(exams.recalled(passages))), time, in: place)
        place.follow(schedule)
        let items = try await dataset.examined(passages, count: schedule.items, by: exams, in: place)
        let planned = schedule.following(try experiment(items))
        let record = try planned.open(in: store)
        let results = try await planned.run(record, in: place)
        try EvaluationTable(record, planned, results, store: store, in: session).print(
            in: session, asMarkdown: comparison.markdown)
    }

    private func rows(_ count: Int, store: AdapterStore) throws -> [EvaluationExperiment.Row] {
        let taught =
            try (repetition.withoutBase ? [] : [.base]) + comparison.policies(in: store)
            + comparison.files(count, after: dataset.start)
        let alone = [.material] + repetition.schedule.map(EvaluationExperiment.Row.scheduled)
        guard repetition.controls else { return [.none] + alone + taught + [.inView] }
        let first = [.none, .whole] + alone
        let controls = taught.enumerated().flatMap { place, row in
            Control.allCases.map { EvaluationExperiment.Row.control($0, of: first.count + place, row: row) }
        }
        return first + taught + controls + [.inView]
    }
}
