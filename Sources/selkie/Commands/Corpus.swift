import ArgumentParser
import Console
import Files
import SelfAdaptation
import Text
import Workbench

/// `selkie corpus`: the policy as a writer of training data.
struct Corpus: Command {
    static let configuration = CommandConfiguration(
        abstract: "Write training data about documents: many self-edits of every part, as JSON lines.",
        discussion: """
            Each line is {"text", "messages": [{"role", "content"}], "source": {"file", "title", "start", "end", \
            "text"}, "style", "reward"}: trainers of plain text take "text", trainers of chats "messages". \
            "source" is the part of the document that the line was written from, with its place in the document's \
            text in characters. What was said before is left out. "reward" is there with --rewards: the share of \
            right answers after training on the self-edit, in an exam that the model writes.

            Cut off, the same command goes on where it was. --budget 20m makes a plan that fits: fewer self-edits first, \
            then fewer passages; --plan does a plan again that an earlier run recorded.

            JSON: \(JSONShape.text(CorpusResult.self, snakeCase: true)). "plan" and "plan_path" are there where there was a plan, \
            "cut" when the time was up, "remote" when remote models were asked.
            """)

    @Argument(help: "Documents or folders; - is standard input.", completion: .file())
    var files: [String]
    @Option(
        help: ArgumentHelp("The file to write; nothing may be there yet.", valueName: "file"),
        completion: .file())
    var out: String
    @Option(
        help: ArgumentHelp(
            "Self-edits of each context; \(OuterLoopSettings().candidates) unless given.", valueName: "n"))
    var candidates: Int?
    @Option(
        help: ArgumentHelp(
            "The adapter that writes, as 'selkie train' makes it; the bare model unless given.",
            valueName: "adapter"))
    var policy: String?
    @OptionGroup(title: "Teacher behind an address") var remote: TeacherOptions
    @Flag(help: "Train on every self-edit and say what it reached: takes far longer.")
    var rewards = false
    @OptionGroup(title: "Learning") var knowledge: KnowledgeOptions
    @OptionGroup(title: "Time") var time: PlanOptions
    @OptionGroup(title: "Grading, with --rewards") var grading: GraderOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if let candidates, !(1...256).contains(candidates) {
            throw ValidationError("--candidates \(candidates): give a number from 1 to 256")
        }
        if policy != nil, remote.url != nil {
            throw ValidationError("--policy leaves no place for --teacher-url; give one of them")
        }
        let measuring =
            [("--grader", grading.grader != .lexical), ("--exam-prompt", knowledge.examPrompt != nil)]
            .filter(\.1).map(\.0) + knowledge.innerLoop.given
        if let flag = measuring.first, !rewards {
            throw ValidationError("\(flag) is of no use without --rewards")
        }
        try time.check([
            ("--candidates", candidates != nil), ("--epochs", knowledge.innerLoop.epochs != nil),
        ])
    }

    func run(in session: Session) async throws {
        var request = CorpusRequest(files, out: out)
        (request.candidates, request.policy, request.isMeasured) = (candidates, policy, rewards)
        request.teacher = try remote.endpoint()
        (request.knowledge, request.time) = (knowledge.request, time.request)
        request.grader = try grading.request()
        request.model = model.choice(memory)
        let result = try await session.workbench(model.home).write(request)
        if session.isJSON { return try JSONText.emit(result, snakeCase: true) }
        session.note(
            "Wrote \(Quantity.count(result.entries, "entry", plural: "entries")) about "
                + "\(Quantity.count(result.contexts, "context")) to \(out)"
        )
        if let cut = result.cut, let plan = result.planPath {
            session.note(
                cut.text(
                    "passage",
                    remedy: "The same command with --plan \(plan) and another --out does the rest."))
        }
    }
}
