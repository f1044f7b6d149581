import ArgumentParser
import SelfAdaptation
import Workbench

/// `selkie train`: the outer loop.
struct Train: Command {
    static let configuration = CommandConfiguration(
        abstract: "Make a model better at teaching itself: reinforcement learning over its self-edits.",
        discussion: """
            In each round the policy writes some self-edits for each passage, an adapter is trained on each, and \
            all sit the passage's exam; then the policy is fine-tuned on the self-edits that taught most. The \
            policy of each round is kept as an adapter: 'selkie learn --policy' writes with it, 'selkie eval' \
            compares it with others, 'selkie report' shows what happened.

            DATASET is a JSON file of passages with questions, a list of {"title", "context", "questions": \
            [{"question", "answer"}]}, one of SQuAD's files or rows of the Hugging Face hub, as JSON or JSON lines; or documents, about which the model writes the exam.

            A self-edit whose update collapses while it is trained (see 'selkie learn --help') has answered nothing.

            With --teacher-url a model behind an address writes the self-edits. It can't be trained, so that one \
            round of them is scored and no policy is made.

            Everything is kept in the store as it is reached. The same command, or 'selkie runs resume', goes on \
            where a run was cut off, and gives what it would have given.

            --budget 1h makes a plan that fits: fewer rounds first, then fewer repeats, self-edits (down to two), epochs \
            (down to \(WorkPlan.fewestEpochs)) and passages. The plan is kept in the home folder; --plan does it again. \
            When the time is up all the same, what is finished counts, the policy learns from that, and 'selkie runs \
            resume' does the rest.

            JSON: as 'selkie runs show' gives it; "remote" is there when remote models were asked.
            """)

    @OptionGroup(title: "Passages") var dataset: DatasetOptions
    @OptionGroup(title: "Outer loop") var policy: PolicyOptions
    @OptionGroup(title: "Learning") var knowledge: KnowledgeOptions
    @OptionGroup(title: "Time") var time: PlanOptions
    @Option(
        help: ArgumentHelp(
            "Another local model that writes the self-edits and learns to; the student unless given.",
            valueName: "name-or-path"), completion: .file())
    var teacher: String?
    @Option(
        help: ArgumentHelp("The model that is updated; --model unless given.", valueName: "name-or-path"),
        completion: .file())
    var student: String?
    @OptionGroup(title: "Teacher behind an address") var remote: TeacherOptions
    @OptionGroup(title: "Grading") var grading: GraderOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if teacher != nil, remote.url != nil {
            throw ValidationError("--teacher leaves no place for --teacher-url; give one of them")
        }
        if student != nil, model.model != nil {
            throw ValidationError(
                "--student and --model both name the model that is updated; give one of them")
        }
        try time.check(policy.planned + [("--epochs", knowledge.innerLoop.epochs != nil)])
    }

    func run(in session: Session) async throws {
        var request = TrainRequest(dataset.request)
        (request.policy, request.knowledge, request.time) = (policy.request, knowledge.request, time.request)
        request.model = model.choice(memory)
        request.model.name = student ?? request.model.name
        request.teacher = teacher
        request.remote = try remote.endpoint()
        request.grader = try grading.request()
        try await session.workbench(model.home).train(request).conclude(in: session)
    }
}
