import AdapterStore
import Console
import Documents
import Foundation
import LanguageModel
import RemoteModels
import SelfAdaptation

/// What one document came to, with its adapter in the store.
struct LearningOutcome {
    let report: LearningReport
    let adapter: AdapterRecord?
    let folder: String?
}

/// One document on its way into an adapter.
struct DocumentJob {
    let document: Document
    let questions: [QuestionEntry]?
    let completions: [[String]]?
    let policy: WritingPolicy?
    /// A model behind an address that writes self-edits.
    let teacher: RemoteEndpoint?
    /// Who grades; none for the lexical grader.
    let grader: GraderChoice?
    let settings: LearningSettings
    let base: ModelReference

    /// Learns the document and saves what is kept; a run that was cut off is taken up again.
    ///
    /// - Throws: Errors of model, store and console; what has been finished stays in the journal.
    func run(
        engine: Engine, author: (any SelfEditAuthor)?, grader: any Grader, store: AdapterStore,
        session: Session
    ) async throws -> LearningOutcome {
        let contexts = document.contexts
        if let completions, completions.count != contexts.count {
            throw CommandError(
                file: document.source,
                problem:
                    "the text has \(contexts.count) contexts, the study material is for \(completions.count)",
                remedy: "give study material for each context")
        }
        let exam = questions?.map { Question(question: $0.question, gold: $0.gold, topic: document.title) }
        let journal = try StoredJournal(store, key: key(contexts, exam))
        if journal.isResumed { session.note("Going on with \(document.title) where it was cut off.") }
        let meter = LearningMeter(title: document.title, progress: session.progress)
        let author =
            author ?? PolicyAuthor(engine: engine, adapter: policy?.adapter, sampling: settings.sampling)
        let learner = Learner(
            engine: engine, settings: settings, author: author, grader: grader, journal: journal,
            progress: { meter.show($0) })
        let (report, adapter) = try await learner.learn(
            title: document.title, contexts: contexts, questions: exam, completions: completions)
        session.progress.finish()
        var record: AdapterRecord?
        if let adapter {
            record = try store.save(
                adapter, description(of: report), layers: engine.model.configuration.layers)
        }
        try await journal.finish()
        return LearningOutcome(report: report, adapter: record, folder: record.map { store.folder(of: $0) })
    }

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
    private func key(_ contexts: [Context], _ exam: [Question]?) throws -> String {
        struct Inputs: Encodable {
            let base: String
            let title: String
            let contexts: [Context]
            let exam: [Question]?
            let completions: [[String]]?
            let policy: String?
            let teacher: RemoteEndpoint?
            let grader: GraderChoice?
            let settings: LearningSettings
        }
        return try InputDigest.of(
            Inputs(
                base: base.digest, title: document.title, contexts: contexts, exam: exam,
                completions: completions, policy: policy?.hash, teacher: teacher?.identity,
                grader: grader?.identity, settings: settings))
    }
}
