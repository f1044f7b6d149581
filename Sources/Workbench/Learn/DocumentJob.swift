import Documents
import Files
import Foundation
import Grading
import LanguageModel
import Memory
import RemoteModels
import SelfAdaptation
import Text

/// One document on its way into an adapter.
struct DocumentJob {
    let document: Document
    /// The document's passages.
    private let passages: [Context]
    /// The passages that are learned: all, or the first ones of the document.
    var contexts: [Context]
    let questions: [QuestionEntry]?
    let completions: [[String]]?
    let policy: ChosenAdapter?
    /// Who is stacked upon what is learned.
    let reader: ChosenAdapter?
    /// A model behind an address that writes self-edits.
    let teacher: RemoteEndpoint?
    /// Who grades; none for the lexical grader.
    let grader: GraderChoice?
    var settings: LearningSettings
    let base: ModelReference

    /// The job on a whole document with its passages.
    ///
    /// - Throws: `Diagnosis` when study material does not fit its passages.
    init(
        document: Document, contexts: [Context], questions: [QuestionEntry]?, completions: [[String]]?,
        policy: ChosenAdapter?, reader: ChosenAdapter?,
        teacher: RemoteEndpoint?, grader: GraderChoice?, settings: LearningSettings, base: ModelReference
    ) throws {
        self.document = document
        passages = contexts
        self.contexts = contexts
        self.questions = questions
        self.completions = completions
        self.policy = policy
        self.reader = reader
        self.teacher = teacher
        self.grader = grader
        self.settings = settings
        self.base = base
        if let completions, completions.count != contexts.count {
            throw Diagnosis(
                file: document.source,
                problem:
                    "the text has \(contexts.count) contexts, the study material is for \(completions.count)",
                remedy: "give study material for each context")
        }
    }

    /// Self-edits of each passage that were asked for.
    var candidates: Int {
        completions?.map(\.count).max() ?? (settings.passageOnly ? 0 : settings.candidates)
    }

    /// The job as a plan has it, on so many of its passages.
    func following(_ plan: WorkPlan, passages: Int) -> DocumentJob {
        var job = self
        job.contexts = Array(contexts.prefix(passages))
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
        questions.map { entries in
            let all = entries.map { Question(question: $0.question, gold: $0.gold, topic: document.title) }
            return Question.asked(all, of: passages, first: contexts.count)
        }
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
        if journal.isResumed { bench.note(.goingOn(document: document.title)) }
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
            title: document.title, contexts: contexts, questions: exam, completions: material)
        var record: AdapterRecord?
        if let adapter {
            record = try store.save(
                adapter, description(of: report), layers: engine.model.configuration.layers)
        }
        do {
            try await journal.finish(report, of: SourceDescription(document), adapter: record)
        } catch let error as Diagnosis where error.code == .busy {
            if let record { try store.remove(record) }
            throw error
        }
        return LearningOutcome(report: report, adapter: record, folder: record.map { store.folder(of: $0) })
    }

    private func description(of report: LearningReport) -> AdapterDescription {
        var description = AdapterDescription(
            title: report.title, base: base, sources: [report.title],
            questions: report.questions.count)
        description.reader = reader?.hash
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
                    base: base.digest, title: document.title, contexts: contexts, exam: exam,
                    completions: material, policy: policy?.hash, reader: reader?.hash,
                    teacher: teacher?.identity,
                    grader: grader?.identity, settings: settings))
        }
    }
}
