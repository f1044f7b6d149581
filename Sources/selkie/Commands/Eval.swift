import ArgumentParser
import SelfAdaptation
import Workbench

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

            JSON: \(JSONShape.text(EvaluationFigures.self, snakeCase: true)). "difference" is to the first row, "differences" to \
            each; "watch" is what was seen of each training of each passage, as 'selkie learn' tells it, "estimate" what was \
            expected when the run was begun; "plan" and "plan_path" are there where there was a plan, "cut" when the time was \
            up, "remote" when remote models were asked.
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
        @Option(
            help: ArgumentHelp(
                "A lesson that passages are taught by: text, or parts with plus signs between (\(Lesson.Part.allCases.map(\.rawValue).joined(separator: ", "))), and @TOKENS for other than \(Lesson([]).tokens) tokens of training; may be given several times.",
                valueName: "parts"))
        var lesson: [Lesson] = []
        @Option(
            help: ArgumentHelp(
                "The reader that reads what is in view, or was recalled; it is compared by itself, too.",
                valueName: "adapter"))
        var reader: String?
        @Flag(help: "Leave out self-edits of the base.")
        var withoutBase = false
        @Flag(
            help:
                "Add to each row of updates one where the passage is read, too: of the two counts the first that stands wholly in the passage, as 'selkie ask' gives it."
        )
        var weighed = false

        func validate() throws {
            if jointly, controls || !schedule.isEmpty {
                throw ValidationError(
                    "--controls and --schedule compare what each passage trains on; leave them or --jointly out"
                )
            }
            guard Set(lesson).count == lesson.count else {
                throw ValidationError("--lesson: one is given twice; give it once")
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
        var request = EvaluationRequest(dataset.request)
        request.comparison = comparison.request
        (request.repeats, request.isJoint) = (repetition.repeats, repetition.jointly)
        (request.hasControls, request.schedules) = (repetition.controls, repetition.schedule)
        (request.omitsBase, request.isWeighed) = (repetition.withoutBase, repetition.weighed)
        (request.lessons, request.reader) = (repetition.lesson, repetition.reader)
        (request.knowledge, request.time) = (knowledge.request, time.request)
        request.model = model.choice(memory)
        request.grader = try grading.request()
        try await session.workbench(model.home).evaluate(request).print(
            in: session, asMarkdown: comparison.markdown)
    }
}
