import Memory
import ArgumentParser
import Console
import Documents
import Files
import Foundation
import LanguageModel
import ModelLibrary
import RemoteModels
import SelfAdaptation
import Text

/// `selkie learn`: the main job.
struct Learn: Command {
    static let configuration = CommandConfiguration(
        abstract: "Teach the model what documents say.",
        discussion: """
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
            fits: fewer self-edits first, then the text alone, then fewer epochs, then fewer passages. The plan is kept \
            in the home folder; --plan does it again. When the time is up all the same, what is finished counts.

            The score is the share answered: the grader calls an answer's first sentence (at most twenty words) right, \
            and no other question of the passage got nearly the same.

            Candidates are watched while they train: after the last epoch, and after half of them unless there is little to train, each answers \
            \(CollapseWatch.probes.count) short questions that have nothing to do with the text. One that gives most of them \
            the same answers is given up, with its reason in place of a score.

            JSON: {"documents": [{"title", "measure", "contexts", "candidates", "questions", "score_before", \
            "score_after", "exam_before", "exam_after", "kept", "adapter", "adapter_name"}], "seconds", "rows", "rows_per_second", "estimate": {"items", \
            "tokens_to_write", "tokens_to_train", "seconds"}, "tokens_written", "memory": {"allowed", "expected", \
            "adapters_together", "recomputes", "peak"}}, with "exam_before" and "exam_after" {"answered", "correct", "recited", "empty", \
            "words"} (correct: right if read to the end; after learning also "declined", of questions that are not in the \
            text), "score_before_interval" and \
            "score_after_interval" where there was an exam, "plan": {"job", "passages", "of", "candidates", "epochs", \
            "rounds", "repeats", "budget"} and "plan_path" where there was one, "cut": {"contexts", "candidates", "is_final_cut"} in a document and \
            "documents_cut" when the time was up, "too_long" {"questions" (left out), "answers" (shortened)} of a candidate with more than a sequence holds, \
            "watch" of a candidate, and of the "final" adapter for several passages: a list of \
            {"epoch", "kl" (to the base, in nats a token), "alike" (probes with the answer of another), "probes", "collapse" (why it was \
            given up)}, and "remote": {"requests", "prompt_tokens", \
            "completion_tokens"} when remote models were asked. What earlier processes of a run that was cut off trained, \
            wrote and asked counts, too; seconds are those of the last.

            Exit code 1 when nothing was kept. Cut off, the same command goes on where it was.
            """)

    @Argument(help: "Documents or folders; - is standard input.", completion: .file())
    var files: [String]

    @OptionGroup(title: "Exam") var exam: ExamOptions
    @OptionGroup(title: "Learning") var learning: LearningOptions
    @OptionGroup(title: "Time") var time: PlanOptions
    @OptionGroup(title: "Grading") var grading: GraderOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if learning.race, time.budget != nil || time.plan != nil {
            throw ValidationError(
                "--race is of no use with a plan, which takes one candidate after the other")
        }
        try time.check([
            ("--candidates", learning.candidates != nil), ("--epochs", learning.innerLoop.epochs != nil),
            ("--passage-only", learning.passageOnly),
        ])
    }

    func run(in session: Session) async throws {
        let start = session.clock.now
        let questions = try exam.read()
        let completions = try learning.readCompletions()
        let documents = try await DocumentReader(environment: session.environment).readAll(
            files, session: session)
        let engine = try model.engine(in: session, memory: memory.bytes)
        let store = try model.home.adapters(in: session, isMade: true)
        let base = ModelReference(
            name: try model.resolve(in: session).name, digest: try store.baseDigest(of: engine.model.files))
        let policy = try learning.policy.map { try model.home.policy($0, for: engine.model, in: session) }
        let grader = try grading.choice(model, store: store, in: session)
        let judge = try grader.grader(student: engine, model: model, store: store, in: session)
        let settings = try learning.settings(exam: exam, model: engine.model)
        let measure = TextMeasure(engine.model.tokenizer)
        let contexts = documents.map { $0.contexts(measure) }
        let memory = try MemoryFigures(
            engine, settings.innerLoop,
            adapters: (learning.passageOnly ? 0 : completions?.map(\.count).max() ?? settings.candidates) + 1,
            longest: try settings.longestSequence(of: contexts.flatMap(\.self), model: engine.model),
            oneStart: true,
            watch: try CollapseWatch(settings.prompt, model: engine.model).training.probes, in: session)
        let teacher = try learning.teacher.endpoint()
        let author = try teacher?.author(settings.sampling, in: session)
        var pace = try await MachinePace.known(
            engine, digest: base.digest, home: model.home.folder(in: session), in: session)
        let asked = try zip(documents, contexts).map { document, contexts in
            try DocumentJob(
                document: document, contexts: contexts, questions: questions, completions: completions,
                policy: policy,
                teacher: teacher, grader: grader, settings: settings, base: base)
        }
        let schedule = try await LearningSchedule(
            asked, time, engine.model, pace.costs, home: model.home.folder(in: session), store: store,
            session: session)
        let meter = JobMeter("Learning \(schedule.name)", costs: pace.costs, noun: "passage", in: session)
        meter.expect(schedule.estimate)
        var outcomes: [LearningOutcome] = []
        for (place, job) in schedule.jobs.enumerated() {
            do {
                let outcome = try await job.run(
                    engine: engine, author: author, grader: judge, store: store,
                    allowance: schedule.budget.allowance, meter: meter, place: place, session: session)
                outcomes.append(outcome)
                if !session.isJSON {
                    try session.progress.interrupted { try LearningTable(outcome).print(in: session) }
                }
            } catch let error as Diagnosis where error.code == .noTime && !outcomes.isEmpty {
                // The time was up; what the documents before came to counts.
                break
            }
        }
        let job = meter.finish()
        try await schedule.budget.finish()
        let figures = JobEstimate(schedule.estimate, pace.costs)
        let isWhole = outcomes.count == schedule.jobs.count && outcomes.allSatisfy { $0.report.cut == nil }
        let cut = schedule.jobs.count - outcomes.count
        let written = outcomes.map(\.report.tokensWritten).reduce(0, +)
        pace.costs.learn(job.times)
        if isWhole, !job.isResumed, teacher == nil {
            pace.costs.habits.learn(
                from: outcomes.map(\.report), settings.style, written: written,
                expected: schedule.estimate.tokensToWrite,
                epochs: schedule.jobs[0].settings.innerLoop.training.epochs)
        }
        pace.keep()
        let seconds = session.clock.now - start
        let rows = outcomes.map(\.report.rows).reduce(0, +)
        let training = outcomes.map(\.report.trainingSeconds).reduce(0, +)
        let timed = outcomes.map(\.report.lastRows).reduce(0, +)
        let rate = training > 0 ? Double(timed) / training : 0
        if session.isJSON {
            try JSONText.emit(
                LearningJSON(
                    outcomes, seconds: seconds, rows: rows, rowsPerSecond: rate, estimate: figures,
                    written: written, memory: memory.measured(), schedule: schedule,
                    documentsCut: cut,
                    remote: session.remote.cost))
        } else {
            if cut > 0 {
                try session.print(
                    "Cut: the time was up; \(Quantity.count(cut, "document")) not begun.")
            }
            try session.print(
                "\(Quantity.duration(seconds)), expected \(JobEstimate.time(figures.seconds)); trained on "
                    + "\(Quantity.count(rows)) tokens, \(Quantity.rate(rate)) tokens/s")
        }
        if !outcomes.contains(where: \.report.isKept) {
            throw ArgumentParser.ExitCode(Console.ExitCode.unachieved)
        }
    }
}
