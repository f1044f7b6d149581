import Memory
import ArgumentParser
import Console
import Documents
import Files
import Foundation
import LanguageModel
import ModelFormats
import RemoteModels
import SelfAdaptation
import Text

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

            JSON: {"path", "entries", "contexts", "run", "estimate"}, "estimate" as in 'selkie learn', with "remote": {"requests", "prompt_tokens", \
            "completion_tokens"} when remote models were asked, "plan" and "plan_path" where there was one: {"job", "passages", "of", \
            "candidates", "epochs", "rounds", "repeats", "budget"}, and "cut": {"items", "rounds", "rows", "policies"} when the \
            time was up.
            """)

    @Argument(help: "Documents or folders; - is standard input.", completion: .file())
    var files: [String]
    @Option(
        help: ArgumentHelp("The file to write; nothing may be there yet.", valueName: "file"),
        completion: .file())
    var out: String
    @Option(help: ArgumentHelp("Self-edits of each context; 5 unless given.", valueName: "n"))
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

    struct Result: Encodable {
        let path: String
        let entries: Int
        let contexts: Int
        let run: String
        let estimate: JobEstimate?
        let plan: RecordedPlan?
        let planPath: String?
        let cut: WorkCut?
        let remote: RemoteUsage.Cost?
    }

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
        guard !FileManager.default.fileExists(atPath: out) else {
            throw Diagnosis(
                file: out, problem: "exists already", remedy: "remove it or choose another name",
                category: .cannotCreate)
        }
        let folder = URL(filePath: out).deletingLastPathComponent().path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: folder) else {
            throw Diagnosis(
                file: out, problem: "its folder does not exist", remedy: "make it, or choose another name",
                category: .cannotCreate)
        }
        let store = try model.home.adapters(in: session, isMade: true)
        let documents = try await DocumentReader(environment: session.environment).readAll(
            files, session: session)
        let (student, engine) = try model.reference(store: store, in: session, memory: memory.bytes)
        let measure = TextMeasure(engine.model.tokenizer)
        var loop = knowledge.loop
        loop.rounds = 1
        loop.repeats = 1
        if let candidates { loop.candidates = candidates }
        let experiment = CorpusExperiment(
            title: "corpus \(documents.first?.title ?? "")", student: student,
            policy: try policy.map { try store.policy(named: $0).hash }, remote: try remote.endpoint(),
            grader: try grading.choice(model, store: store, in: session),
            documents: documents.map {
                CorpusExperiment.Source(file: $0.source, text: $0.text, contexts: $0.contexts(measure))
            }, knowledge: knowledge.settings(for: engine.model), loop: loop, isMeasured: rewards)
        var place = try await Workplace(engine, student, model: model, store: store, session: session)
        let schedule = try await ExperimentSchedule(experiment, time, in: place)
        place.follow(schedule)
        let planned = schedule.following(experiment)
        let record = try planned.open(in: store)
        let (entries, cut) = try await planned.run(record, in: place)
        let lines = try entries.map { try JSONText.line($0) + "\n" }
        try AtomicFile.write(Array(lines.joined().utf8), to: out)
        let contexts = schedule.items - (cut?.items ?? 0)
        let budget = try RunStore(store).budget(of: record)
        if session.isJSON {
            return try JSONText.emit(
                Result(
                    path: out, entries: entries.count, contexts: contexts, run: record.name,
                    estimate: RunStore(store).estimate(of: record), plan: budget?.plan,
                    planPath: budget?.path, cut: cut, remote: session.remote.cost),
                snakeCase: true)
        }
        session.note(
            "Wrote \(Quantity.count(entries.count, "entry", plural: "entries")) about "
                + "\(Quantity.count(contexts, "context")) to \(out)"
        )
        if let cut, let budget {
            session.note(
                cut.text(
                    "passage",
                    remedy: "The same command with --plan \(budget.path) and another --out does the rest."))
        }
    }
}
