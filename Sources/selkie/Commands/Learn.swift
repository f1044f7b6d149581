import ArgumentParser
import Console
import Files
import SelfAdaptation
import Text
import Workbench

/// `selkie learn`: the main job.
struct Learn: Command {
    static let configuration = CommandConfiguration(
        abstract: "Teach the model what documents say.",
        discussion: """
            Adds documents to what is known, so that 'selkie ask' answers from them at once, and then teaches them; with --later \
            they wait for that. One that has changed is known again by its place: what it has no longer is retired.

            Reads text, Markdown, HTML, PDF, notebooks, source code, folders of them, or standard input (-). For each \
            document the model writes study material, trains adapters on it and on the text alone, and sits an exam out of sight of \
            the text; the best adapter is kept if it beats the model without it. 'selkie ask' answers with it.

            The exam is --questions, a JSON list of {"question", "answer"}; an answer may be a list of right \
            ones. Without it the model writes the exam from the text. When too few of its questions are of use, \
            the score is the gain in log-probability of sentences held out from training.

            --completions takes the study material from a JSON list: one text, or a list of candidate texts, for \
            each context, or objects with "completion". A text may begin with lines that say how to train on it: \
            learning_rate, epochs, rank and layers (all or upper), each with a colon and its value.

            Before it begins it says what it will take, by the speed of this machine. --budget 20m makes a plan that \
            fits: fewer self-edits first, then the text alone, then fewer passages, then fewer epochs. The plan is kept \
            in the home folder; --plan does it again. When the time is up all the same, what is finished counts.

            The score is the share answered: the grader calls an answer's first sentence (at most twenty words) right, \
            and no other question of the passage got nearly the same.

            Candidates are watched while they train: after the last epoch, and after half of them unless there is little to train, each answers \
            \(CollapseWatch.probes.count) short questions that have nothing to do with the text. One that gives most of them \
            the same answers is given up, with its reason in place of a score.

            JSON: \(JSONShape.text(LearningResult.self)). In "exam_before" and "exam_after" "correct" counts what is right if \
            read to the end, and "direct" what is answered by the first of the "recalled" texts, which the answer was read from, and "declined" is of questions that are not in the text, which are asked after learning; \
            intervals are there where there was an exam, "plan" and "plan_path" where there was a plan, "cut" of a document and \
            "documents_cut" when the time was up, "too_long" of a candidate with more than a sequence holds ("questions" are left \
            out, "answers" shortened), "final" for several passages, and "remote" when remote models were asked. "watch" is what \
            was seen of an adapter while it was trained: "kl" to the base in nats a token, "alike" the probes with the answer of \
            another, "collapse" why it was given up. What earlier processes of a run that was cut off trained, wrote and asked \
            counts, too; seconds are those of the last.

            With --later JSON is \(JSONShape.text(AdditionReport.self)).

            Exit code 1 when nothing was kept. Cut off, the same command goes on where it was.
            """)

    @Argument(help: "Documents or folders; - is standard input.", completion: .file())
    var files: [String]

    @Flag(
        help:
            "Only add the documents to what is known: they are answered from at once, and taught by a later learn."
    )
    var later = false

    @OptionGroup(title: "Exam") var exam: ExamOptions
    @OptionGroup(title: "Learning") var learning: LearningOptions
    @OptionGroup(title: "Time") var time: PlanOptions
    @OptionGroup(title: "Grading") var grading: GraderOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if learning.race, time.budget?.seconds != nil || time.plan != nil {
            throw ValidationError(
                "--race is of no use with a plan, which takes one candidate after the other")
        }
        if learning.reader != nil, exam.answering.answering != .recalling {
            throw ValidationError("--reader reads what was recalled; give --answering recalling with it")
        }
        try time.check([
            ("--candidates", learning.candidates != nil), ("--epochs", learning.innerLoop.epochs != nil),
            ("--passage-only", learning.passageOnly),
        ])
    }

    func run(in session: Session) async throws {
        guard !later else {
            let report = try await session.workbench(model.home).remember(files, measuredBy: model.choice())
            if session.isJSON { return try JSONText.emit(report) }
            return try session.print(report.lines)
        }
        var request = LearnRequest(files)
        request.questions = try exam.questions.map(QuestionFile.read)
        request.examPrompt = exam.examPrompt
        request.answering = exam.answering.answering
        try learning.apply(to: &request)
        request.time = time.request
        request.grader = try grading.request()
        request.model = model.choice(memory)
        let result = try await session.workbench(model.home).learn(request) { outcome in
            guard !session.isJSON else { return }
            try session.progress.interrupted { try LearningTable(outcome).print(in: session) }
        }
        if session.isJSON {
            try JSONText.emit(result)
        } else {
            if let cut = result.documentsCut {
                try session.print("Cut: the time was up; \(Quantity.count(cut, "document")) not begun.")
            }
            try session.print(result.sentence)
        }
        if !result.isAnythingKept { throw ArgumentParser.ExitCode(Console.ExitCode.unachieved) }
    }
}

extension LearningResult {
    /// How long it took, and how much was trained.
    var sentence: String {
        "\(Quantity.duration(seconds)), expected \(JobEstimate.time(estimate.seconds)); "
            + "trained on \(Quantity.count(rows)) tokens, \(Quantity.rate(rowsPerSecond)) tokens/s"
    }
}
