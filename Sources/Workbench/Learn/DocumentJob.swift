import Files
import Foundation
import Grading
import LanguageModel
import Memory
import RemoteModels
import SelfAdaptation
import Text

/// Passages of one document on their way into an adapter.
struct DocumentJob {
    /// What is taught.
    private(set) var group: StudyGroup
    let questions: [QuestionEntry]?
    let completions: [[String]]?
    let policy: ChosenAdapter?
    /// Who reads what was recalled.
    let reader: ChosenAdapter?
    /// A model behind an address that writes self-edits.
    let teacher: RemoteEndpoint?
    /// Who grades; none for the lexical grader.
    let grader: GraderChoice?
    var settings: LearningSettings
    let base: ModelReference

    /// The job on some passages; questions and study material are those of the whole document.
    ///
    /// - Throws: `Diagnosis` when study material does not fit the document's passages.
    init(
        _ group: StudyGroup, questions: [QuestionEntry]?, completions: [[String]]?,
        policy: ChosenAdapter?, reader: ChosenAdapter?,
        teacher: RemoteEndpoint?, grader: GraderChoice?, settings: LearningSettings, base: ModelReference
    ) throws {
        self.group = group
        self.questions = questions
        self.policy = policy
        self.reader = reader
        self.teacher = teacher
        self.grader = grader
        self.settings = settings
        self.base = base
        if let completions, completions.count != group.passages.count {
            throw Diagnosis(
                file: group.source.place,
                problem:
                    "the text has \(group.passages.count) contexts, the study material is for \(completions.count)",
                remedy: "give study material for each context")
        }
        self.completions = completions.map { all in group.places.map { all[$0] } }
        // What stands in it with its answers is material, too.
        if completions != nil { self.settings.passageOnly = false }
    }

    /// The passages that are learned.
    var contexts: [Context] { group.contexts }

    /// The title of the document.
    var title: String { group.source.title }

    /// Self-edits of each passage that were asked for.
    var candidates: Int {
        completions?.map(\.count).max() ?? (settings.passageOnly ? 0 : settings.candidates)
    }

    /// The job as a plan has it, on so many of its passages.
    func following(_ plan: WorkPlan, passages: Int) -> DocumentJob {
        var job = self
        job.group.places = Array(group.places.prefix(passages))
        job.settings = settings.following(plan)
        return job
    }

    /// What the job will come to, as the given one of several.
    ///
    /// - Throws: `Diagnosis` for questions that the model can't be asked.
    func estimate(_ model: LanguageModel, _ habits: WritingHabits, place: Int) throws -> WorkEstimate {
        try WorkEstimate.learning(
            contexts, questions: exam, completions: material, settings: settings, model: model,
            habits: habits,
            document: place)
    }

    /// The questions that are given, about what is learned of the document.
    private var exam: [Question]? {
        func asked(_ entries: [QuestionEntry]) -> [Question] {
            entries.map { Question(question: $0.question, gold: $0.gold, topic: title) }
        }
        if let questions { return Question.asked(asked(questions), of: group.passages, at: group.places) }
        return group.questions.map(asked)
    }

    /// The study material that is given, as much of it as is tried.
    private var material: [[String]]? {
        guard !settings.isStepwise else {
            let count = settings.passageOnly ? 0 : settings.candidates
            return completions?.prefix(contexts.count).map { Array($0.prefix(count)) }
        }
        return completions
    }

    /// Learns the document and saves what is kept; a run that was cut off is taken up again.
    ///
    /// - Parameters:
    ///   - engine: Writes, learns and answers.
    ///   - author: Writes self-edits; none for the engine's model with the policy.
    ///   - grader: Grades the exam.
    ///   - store: Where adapter and journal are kept.
    ///   - allowance: Limits the time; none where there is time enough.
    ///   - meter: Shows how far it is.
    ///   - place: The job's place among those of the command.
    ///   - bench: Told what is taken up again.
    /// - Returns: What was tried and kept.
    /// - Throws: Errors of model, store and console, `.noTime` when there was no time for anything; what has been
    ///   finished stays in the journal.
    func run(
        engine: Engine, author: (any SelfEditAuthor)?, grader: any Grader, store: AdapterStore,
        allowance: Allowance?, meter: JobMeter, place: Int, at bench: Workbench
    ) async throws -> LearningOutcome {
        let exam = exam
        let journal = try StoredJournal(store, key: key)
        if journal.isResumed { bench.note(.goingOn(document: title)) }
        // So that a run that is given up is known to hold this text.
        if await journal.entry("passages") == nil {
            try await journal.record("passages", JSONEncoder().encode(contexts))
        }
        let author =
            author ?? PolicyAuthor(engine: engine, adapter: policy?.adapter, sampling: settings.sampling)
        let costs = try await RunCosts(journal, bench.remote)
        defer { costs.end() }
        let learner = Learner(
            engine: engine, settings: settings, author: author, reader: reader?.adapter,
            grader: grader, journal: journal, clock: bench.clock, allowance: allowance,
            progress: { meter.show($0, document: place) })
        let (report, adapter) = try await learner.learn(
            title: title, contexts: contexts, questions: exam, completions: material)
        var record: AdapterRecord?
        var verdict: GuardVerdict?
        if let adapter {
            meter.show(.guarding, document: place)
            verdict = try await examine(adapter, report, engine: engine, grader: grader, store: store)
            record = try store.save(
                adapter, description(of: report), layers: engine.model.configuration.layers)
        }
        var version: VersionRecord?
        do {
            version = try await journal.finish(
                report, of: group.source, base: base, adapter: record, verdict: verdict)
        } catch let error as Diagnosis where error.code == .changedMeanwhile {
            // What an earlier run came to as well stays.
            if let record, try !VersionStore(store).has(record) { try store.remove(record) }
            // What was read of a text that is not there any longer is not kept for another time.
            try await journal.discard()
            throw error
        }
        return LearningOutcome(
            report: report, part: group.name, adapter: record, folder: record.map { store.folder(of: $0) },
            version: version)
    }

    /// What the guard finds of an adapter: what it was taught, and what others answered of the same passages until now.
    private func examine(
        _ adapter: Adapter, _ report: LearningReport, engine: Engine, grader: any Grader, store: AdapterStore
    ) async throws -> GuardVerdict {
        let sources = SourceStore(store)
        let answered = try sources.answered(
            about: contexts, of: group.source.digest, base: base.digest, limit: Self.mostKnown)
        let known = try Dictionary(grouping: answered, by: \.adapter).sorted { $0.key < $1.key }.map {
            hash, asked in
            UpdateGuard.Known(
                adapter: try store.adapter(hash: hash, of: base, for: engine.model),
                questions: asked.map(\.question), passages: asked.map { Int($0.passage) })
        }
        let guardian = UpdateGuard(
            engine: engine, prompt: settings.prompt, answering: settings.answering ?? .directly,
            reader: reader?.adapter, grader: grader)
        let new = report.measure == .exam ? PairedAnswers(report.before, report.after) : nil
        return try await guardian.examine(adapter, new: new, known: known)
    }

    /// Questions at the most that were answered until now and are asked again.
    private static let mostKnown = 500

    private func description(of report: LearningReport) -> AdapterDescription {
        var description = AdapterDescription(
            title: report.title, base: base, sources: [report.title],
            questions: report.questions.count)
        let winners = report.contexts.compactMap { $0.candidates[$0.best].style?.rawValue }
        description.style = winners.first
        if report.measure == .exam {
            description.scoreBefore = report.scoreBefore
            description.scoreAfter = report.scoreAfter
        }
        return description
    }

    /// Digest of everything that decides what the run does.
    var key: String {
        get throws {
            struct Inputs: Encodable {
                let base: String
                let title: String
                let contexts: [Context]
                let exam: [Question]?
                let completions: [[String]]?
                let policy: String?
                let reader: String?
                let teacher: RemoteEndpoint?
                let grader: GraderChoice?
                var settings: LearningSettings
            }
            return try InputDigest.of(
                Inputs(
                    base: base.digest, title: title, contexts: contexts, exam: exam,
                    completions: material, policy: policy?.hash, reader: reader?.hash,
                    teacher: teacher?.identity,
                    grader: grader?.identity, settings: settings))
        }
    }
}
