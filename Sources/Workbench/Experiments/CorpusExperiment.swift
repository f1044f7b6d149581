import Foundation
import Grading
import LanguageModel
import Memory
import RemoteModels
import SelfAdaptation
import Text

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
        // What is not examined does not depend on how exams are answered and scored, nor on what is trained.
        if !isMeasured {
            inputs.knowledge.scoring = nil
            inputs.knowledge.answering = nil
            inputs.knowledge.restorations = nil
        }
        return inputs
    }

    /// Writes self-edits of every context, or those that an earlier run left; with a budget as far as there is time.
    ///
    /// - Throws: Errors of model and store; what has been finished stays in the journal.
    func run(_ record: ExperimentRecord, in place: Workplace) async throws -> (
        entries: [CorpusEntry], cut: WorkCut?
    ) {
        let (engine, bench) = (place.engine, place.bench)
        let grader = try place.grader(grader)
        let journal = try StoredExperiment(place.store, record, model: engine.model, base: student)
        let costs = try await RunCosts(journal, bench.remote)
        defer { costs.end() }
        announce(record, isResumed: journal.isResumed, at: bench)
        let adapter = try policy.map { try place.store.adapter(hash: $0, of: student, for: engine.model) }
        let author: any SelfEditAuthor =
            try remote.map { try bench.author($0, loop.sampling) }
            ?? PolicyAuthor(engine: engine, adapter: adapter, sampling: loop.sampling)
        try await MemoryFigures.tell(
            .knowledge(items: self.items, settings: knowledge),
            adapters: isMeasured ? loop.candidates * loop.repeats : 0, of: record, in: place)
        var items = items
        if isMeasured {
            let exams = OpenExams(
                writer: ExamWriter(engine: engine, prompt: knowledge.prompt, grader: grader, seed: loop.seed),
                journal: journal)
            items = try await exams.written(items, in: place, title: "Writing the exam").items
        }
        let domain = KnowledgeDomain(student: engine.model, settings: knowledge, grader: grader)
        let meter = JobMeter(record.name, costs: place.pace.costs, noun: "passage", at: bench)
        let writer = SelfEditCollector(
            domain: domain, engine: engine, author: author, settings: loop, journal: journal,
            clock: bench.clock, allowance: place.budget?.allowance, progress: { meter.show($0) })
        try await announce(
            record, writer.estimate(items, habits: place.pace.costs.habits), "passage", journal: journal,
            on: meter, in: place)
        let written = try await writer.run(items, of: documents.map(\.contexts.count).reduce(0, +))
        place.pace.learned(from: meter)
        let cut = try await WorkCut.noted(in: journal)
        try await conclude(cut, in: place, finish: { try await journal.finish() })
        return (entries(written, TextMeasure(engine.model.tokenizer)), cut)
    }

    /// The contexts, without exams.
    private var items: [KnowledgeItem] {
        documents.flatMap(\.contexts).map { KnowledgeItem(context: $0, questions: []) }
    }

    /// The corpus's entries in the order of the documents.
    private func entries(
        _ written: [SelfEditCollector.Collected], _ measure: TextMeasure
    ) -> [CorpusEntry] {
        var writer = CorpusWriter(style: knowledge.style, pieces: knowledge.pieces, measure: measure)
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

extension CorpusExperiment: PlannedExperiment {
    var job: RecordedPlan.Job { .corpus }

    var asked: WorkPlan {
        WorkPlan(
            passages: items.count, candidates: loop.candidates,
            epochs: knowledge.innerLoop.training.epochs)
    }

    func following(_ plan: WorkPlan) -> CorpusExperiment {
        var smaller = self
        smaller.loop.candidates = plan.candidates
        var left = plan.passages
        smaller.documents = documents.compactMap { document in
            var part = document
            part.contexts = Array(document.contexts.prefix(left))
            left -= part.contexts.count
            return part.contexts.isEmpty ? nil : part
        }
        return smaller
    }

    /// Exams are no part of the inputs.
    func expected(_ habits: WritingHabits) -> CorpusExperiment { self }

    func exams(_ model: LanguageModel, _ habits: WritingHabits) -> WorkEstimate {
        isMeasured ? .exams(of: items, model: model, habits: habits) : WorkEstimate(items: 0, parts: [])
    }

    func outlooks(_ model: LanguageModel, _ habits: WritingHabits) async throws -> [ItemOutlook] {
        let domain = KnowledgeDomain(student: model, settings: knowledge, grader: LexicalGrader())
        return try items.map {
            try domain.outlook(isMeasured ? $0.expected(habits) : $0, habits: habits)
        }
    }

    func estimate(_ engine: Engine, _ outlooks: [ItemOutlook]) async throws -> WorkEstimate {
        let domain = KnowledgeDomain(student: engine.model, settings: knowledge, grader: LexicalGrader())
        let author = PolicyAuthor(engine: engine, adapter: nil, sampling: loop.sampling)
        let items = isMeasured ? items.map { $0.expected(WritingHabits()) } : items
        return try await SelfEditCollector(
            domain: domain, engine: engine, author: author, settings: loop
        ).estimate(items, outlooks)
    }
}
