import AdapterStore
import Console
import Foundation
import LanguageModel
import RemoteModels
import SelfAdaptation

/// The inputs of a corpus.
struct CorpusExperiment: Experiment {
    static let kind = ExperimentRecord.Kind.corpus

    /// A document with its contexts.
    struct Source: Codable, Sendable {
        var file: String
        /// The whole text, for the places of what was written about it.
        var text: String
        var contexts: [Context]
    }

    var title: String
    var student: ModelReference
    /// The adapter that writes; none for the bare model.
    var policy: String?
    /// A model behind an address that writes in its place.
    var remote: RemoteEndpoint?
    /// Who grades when self-edits are measured; none for the lexical grader.
    var grader: GraderChoice?
    var documents: [Source]
    var knowledge: KnowledgeSettings
    var loop: OuterLoopSettings
    /// Whether each self-edit is trained on and examined.
    var isMeasured: Bool

    var identity: CorpusExperiment {
        var inputs = self
        inputs.remote = remote?.identity
        inputs.grader = grader?.identity
        return inputs
    }

    /// Writes self-edits of every context, or those that an earlier run left.
    ///
    /// - Throws: Errors of model and store; what has been finished stays in the journal.
    func run(
        _ record: ExperimentRecord, engine: Engine, model: ModelOptions, store: AdapterStore, session: Session
    ) async throws -> [CorpusEntry] {
        let grader = try grader.grader(student: engine, model: model, store: store, in: session)
        let journal = try StoredExperiment(
            store, record, model: engine.model, base: student)
        announce(record, isResumed: journal.isResumed, in: session)
        let adapter = try policy.map { try store.policy(hash: $0, of: student, for: engine.model) }
        let author: any SelfEditAuthor =
            try remote?.author(loop.sampling, in: session)
            ?? PolicyAuthor(engine: engine, adapter: adapter, sampling: loop.sampling)
        let contexts = documents.flatMap(\.contexts)
        let pace = try await MachinePace.known(
            engine, digest: student.digest, home: model.home.folder(in: session), in: session)
        let meter = JobMeter(record.name, costs: pace.costs, noun: "passage", in: session)
        var items: [KnowledgeItem] = []
        if isMeasured {
            session.progress.begin("Writing the exam", total: contexts.count, unit: "passages")
        }
        for (index, context) in contexts.enumerated() {
            guard isMeasured else {
                items.append(KnowledgeItem(context: context, questions: []))
                continue
            }
            let questions = try await journal.remember("questions \(index)", [Question].self) {
                try await ExamWriter(
                    engine: engine, prompt: knowledge.prompt, grader: grader, seed: loop.seed
                ).write([context])
            }
            items.append(KnowledgeItem(context: context, questions: questions))
            session.progress.update(to: index + 1)
        }
        session.progress.finish()
        let domain = KnowledgeDomain(student: engine.model, settings: knowledge, grader: grader)
        let writer = SelfEditCollector(
            domain: domain, engine: engine, author: author, settings: loop, journal: journal,
            clock: session.clock, progress: { meter.show($0) })
        try await announce(
            record, writer.estimate(items, habits: pace.costs.habits), "passage", journal: journal, on: meter,
            in: session)
        let written = try await writer.run(items)
        pace.learned(from: meter)
        try await journal.finish()
        return entries(written)
    }

    /// The corpus's entries in the order of the documents.
    private func entries(_ written: [SelfEditCollector.Collected]) -> [CorpusEntry] {
        var writer = CorpusWriter(style: knowledge.style, isPiecewise: knowledge.isPiecewise)
        var rest = written[...]
        var entries: [CorpusEntry] = []
        for document in documents {
            var spans = TextSpans(document.text)
            for (context, collected) in zip(document.contexts, rest.prefix(document.contexts.count)) {
                entries += writer.entries(
                    of: collected.selfEdits, rewards: collected.rewards, context: context,
                    file: document.file,
                    spans: &spans)
            }
            rest = rest.dropFirst(document.contexts.count)
        }
        return entries
    }
}
