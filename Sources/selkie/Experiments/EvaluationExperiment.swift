import AdapterStore
import Console
import Foundation
import LanguageModel
import SelfAdaptation

/// The inputs of a comparison of updates.
struct EvaluationExperiment: Experiment {
    static let kind = ExperimentRecord.Kind.eval

    /// One row as it is stored.
    enum Row: Codable, Sendable {
        case none
        case material
        case base
        case policy(name: String, hash: String)
        case completions(name: String, texts: [[String]])
        case inView
    }

    var title: String
    var student: ModelReference
    /// Who grades; none for the lexical grader.
    var grader: GraderChoice?
    var items: [KnowledgeItem]
    var knowledge: KnowledgeSettings
    var sampling: SamplingOptions
    var evaluation: EvaluationSettings
    var rows: [Row]

    /// Makes the comparison to its end, or as far as nothing stops it.
    ///
    /// - Throws: Errors of model and store; what has been finished stays in the journal.
    func run(
        _ record: ExperimentRecord, engine: Engine, model: ModelOptions, store: AdapterStore, session: Session
    ) async throws -> [EvaluationResult] {
        let grader = try grader.grader(student: engine, model: model, store: store, in: session)
        let journal = try StoredJournal(store, experiment: record)
        announce(record, isResumed: journal.isResumed, in: session)
        let meter = ExperimentMeter(record.name, session.progress)
        let results = try await Evaluation(
            domain: KnowledgeDomain(student: engine.model, settings: knowledge, grader: grader),
            student: engine, rows: rows.map { try row($0, engine: engine, store: store) },
            settings: evaluation, journal: journal, progress: { meter.show($0) }
        ).run(items)
        session.progress.finish()
        try await journal.finish()
        return results
    }

    private func row(_ row: Row, engine: Engine, store: AdapterStore) throws -> EvaluationRow {
        func author(_ adapter: Adapter?) -> EvaluationRow.Source {
            .author(PolicyAuthor(engine: engine, adapter: adapter, sampling: sampling))
        }
        let source: EvaluationRow.Source =
            switch row {
            case .none: .none
            case .material: .material
            case .base: author(nil)
            case .policy(_, let hash):
                author(
                    try store.load(
                        store.find(hash), for: engine.model.configuration, baseDigest: student.digest
                    ).adapter)
            case .completions(_, let texts): .completions(texts)
            case .inView: .inView
            }
        return EvaluationRow(row.title, source)
    }

    /// What a run has come to, complete or not.
    ///
    /// - Throws: `StoreError`.
    func results(_ record: ExperimentRecord, store: AdapterStore) async throws -> [EvaluationResult] {
        let names = rows.map { $0.title }
        return try await Evaluation<KnowledgeDomain>.results(
            names, items: items.count, settings: evaluation,
            journal: ReadOnlyJournal(RunStore(store).entries(of: record)))
    }
}

extension EvaluationExperiment.Row {
    /// What the row is called.
    var title: String {
        switch self {
        case .none: "no update"
        case .material: "passage alone"
        case .base: "self-edits of the base"
        case .policy(let name, _): "self-edits of \(name)"
        case .completions(let name, _): name
        case .inView: "passage in view"
        }
    }
}
