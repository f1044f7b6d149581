import Foundation
import Grading
import LanguageModel
import Memory
import SelfAdaptation
import Text

/// The inputs of a comparison of updates.
struct EvaluationExperiment: Experiment {
    static let kind = ExperimentRecord.Kind.eval

    /// One way of updating as it is stored; a table shows it as a row.
    indirect enum Arm: Codable, Sendable {
        case none
        case material
        case base
        case policy(name: String, hash: String)
        case completions(name: String, texts: [[String]])
        case best(name: String, texts: [String])
        case inView
        case lesson(Lesson)
        case reader
        case readerInView
        /// The row at a place with the passage in view as well; it is named after that row.
        case weighed(of: Int, row: Arm)
        case whole
        case scheduled(AloneSchedule)
        /// The row at a place, but for one thing; it is named after that row.
        case control(Control, of: Int, row: Arm)
    }

    var title: String
    var student: ModelReference
    /// Who grades; none for the lexical grader.
    var grader: GraderChoice?
    var work: Workload
    var sampling: SamplingOptions
    var evaluation: EvaluationSettings
    var rows: [Arm]
    /// The reader's digest, where one is compared.
    var reader: String?

    var identity: EvaluationExperiment {
        var inputs = self
        inputs.grader = grader?.identity
        return inputs
    }

    /// Makes the comparison to its end, or as far as nothing stops it.
    ///
    /// - Throws: Errors of model and store; what has been finished stays in the journal.
    func run(_ record: ExperimentRecord, in place: Workplace) async throws -> [EvaluationResult] {
        let (engine, store, bench) = (place.engine, place.store, place.bench)
        let grader = try place.grader(grader)
        let journal = try StoredJournal(store, experiment: record)
        let costs = try await RunCosts(journal, bench.remote)
        defer { costs.end() }
        announce(record, isResumed: journal.isResumed, at: bench)
        let isWhole = rows.contains { if case .whole = $0 { true } else { false } }
        try await MemoryFigures.tell(work, adapters: adapters, isWhole: isWhole, of: record, in: place)
        let meter = JobMeter(record.name, costs: place.pace.costs, noun: work.nouns.item, at: bench)
        let reader = try reader.map { try store.adapter(hash: $0, of: student, for: engine.model) }
        let results = try await work.with(
            student: engine.model, grader: grader, reader: reader,
            Comparison(
                student: engine, rows: rows.map { try row($0, engine: engine, store: store) },
                settings: evaluation, journal: journal, clock: bench.clock,
                allowance: place.budget?.allowance, meter: meter
            ) { left in
                try await announce(record, left, work.nouns.item, journal: journal, on: meter, in: place)
            })
        place.pace.learned(from: meter)
        try await conclude(WorkCut.noted(in: journal), in: place, finish: { try await journal.finish() })
        return results
    }

    /// Adapters that are trained at the same time, at most: those of an item for all rows, or those of a row for all items.
    private var adapters: Int {
        let updates = rows.map { $0.updates(samples: evaluation.samples) }
        let together = evaluation.isJoint ? min(1, updates.max() ?? 0) : updates.reduce(0, +)
        return together * evaluation.repeats
    }

    /// The comparison on items of any kind.
    private struct Comparison: Workload.Use {
        typealias Outcome = [EvaluationResult]

        let student: Engine
        let rows: [EvaluationArm]
        let settings: EvaluationSettings
        let journal: StoredJournal
        let clock: WorkClock
        let allowance: Allowance?
        let meter: JobMeter
        let announce: (WorkEstimate) async throws -> Void

        func callAsFunction<D: Domain>(_ domain: D, _ items: [D.Item]) async throws -> [EvaluationResult] {
            let evaluation = Evaluation(
                domain: domain, student: student, rows: rows, settings: settings, journal: journal,
                clock: clock, allowance: allowance, progress: { [meter] in meter.show($0) })
            try await announce(evaluation.estimate(items, habits: meter.costs.habits))
            return try await evaluation.run(items)
        }
    }

    /// A row as it is compared; without a store policies are no more than names.
    private func row(_ row: Arm, engine: Engine, store: AdapterStore?) throws -> EvaluationArm {
        func author(_ adapter: Adapter?) -> EvaluationArm.Source {
            .author(PolicyAuthor(engine: engine, adapter: adapter, sampling: sampling))
        }
        let source: EvaluationArm.Source =
            switch row {
            case .none: .none
            case .material: .material
            case .base: author(nil)
            case .policy(_, let hash):
                author(try store?.adapter(hash: hash, of: student, for: engine.model))
            case .completions(_, let texts): .completions(texts)
            case .best(_, let texts): .completions(work.items.map { _ in texts })
            case .inView: .inView
            case .lesson(let lesson): .lesson(lesson)
            case .reader: .reader
            case .readerInView: .readerInView
            case .weighed(let place, _): .weighed(place)
            case .whole: .whole
            case .scheduled(let schedule): .scheduled(schedule)
            case .control(let control, let place, _): .control(control, of: place)
            }
        return EvaluationArm(row.title(work), source, pooling: row.pooling)
    }

    /// What a run has come to, complete or not.
    ///
    /// - Throws: `Diagnosis`.
    func results(_ record: ExperimentRecord, store: AdapterStore) async throws -> [EvaluationResult] {
        try await EvaluationResult.all(
            rows.map { $0.title(work) }, items: work.items.count, settings: evaluation,
            journal: ReadOnlyJournal(RunStore(store).entries(of: record)))
    }
}

extension EvaluationExperiment.Arm {
    /// What the row is called.
    func title(_ work: Workload) -> String {
        let words = work.descriptor
        return switch self {
        case .none: words.noUpdate
        case .material: words.material
        case .base: "\(words.selfEdit)s of the base"
        case .policy(let name, _): "\(words.selfEdit)s of \(name)"
        case .inView: words.inView
        case .lesson(let lesson): "lesson \(lesson.name)"
        case .reader: "reader alone"
        case .readerInView: "\(words.inView), with the reader"
        case .weighed(_, let row): "\(row.title(work)), and \(words.inView)"
        case .whole: "\(words.item) whole, 10 steps"
        case .scheduled(let schedule): "\(words.material), \(schedule.text)"
        case .control(.tokens, _, let row): "\(words.material), tokens of \(row.title(work))"
        case .control(.directives, _, let row): "\(words.material), directives of \(row.title(work))"
        case .control(.schedule, _, let row): "\(row.title(work)), SEAL's schedule"
        case .completions(let name, _): name
        case .best(let name, let texts): "\(name), best of \(texts.count)"
        }
    }

    /// Updates of an item, at most, when authors write so many self-edits.
    func updates(samples: Int) -> Int {
        switch self {
        case .none, .inView, .reader, .readerInView, .weighed: 0
        case .material, .whole, .scheduled, .lesson: 1
        case .base, .policy: samples
        case .completions(_, let texts): texts.map(\.count).max() ?? 0
        case .best(_, let texts): texts.count
        case .control(_, _, let row): row.updates(samples: samples)
        }
    }

    /// Whether it is the passage alone, on a schedule that was chosen before.
    var isAlone: Bool {
        switch self {
        case .material, .scheduled: true
        default: false
        }
    }

    /// What several updates of an item come to.
    var pooling: EvaluationArm.Pooling {
        if case .best = self { .best } else { .mean }
    }
}

extension EvaluationExperiment: WorkExperiment {
    var job: RecordedPlan.Job {
        if case .fewShot = work { .fewShotEval } else { .eval }
    }

    var asked: WorkPlan {
        WorkPlan(
            passages: work.items.count, candidates: evaluation.samples, epochs: work.epochs,
            repeats: evaluation.repeats)
    }

    func following(_ plan: WorkPlan) -> EvaluationExperiment {
        var smaller = self
        smaller.work = work.following(plan)
        smaller.evaluation.samples = plan.candidates
        smaller.evaluation.repeats = plan.repeats
        smaller.rows = rows.map { row in
            guard case .completions(let name, let texts) = row else { return row }
            return .completions(name: name, texts: Array(texts.prefix(plan.passages)))
        }
        return smaller
    }

    func estimate(_ engine: Engine, _ outlooks: [ItemOutlook]) async throws -> WorkEstimate {
        try await work.with(
            student: engine.model, grader: LexicalGrader(),
            Expectation(
                student: engine, rows: rows.map { try row($0, engine: engine, store: nil) },
                settings: evaluation, outlooks: outlooks))
    }

    private struct Expectation: Workload.Use {
        typealias Outcome = WorkEstimate

        let student: Engine
        let rows: [EvaluationArm]
        let settings: EvaluationSettings
        let outlooks: [ItemOutlook]

        func callAsFunction<D: Domain>(_ domain: D, _ items: [D.Item]) async throws -> WorkEstimate {
            try await Evaluation(domain: domain, student: student, rows: rows, settings: settings)
                .estimate(items, outlooks)
        }
    }
}

extension AloneSchedule {
    /// As a table names it: `20 epochs at 0.0005`.
    fileprivate var text: String { "\(Quantity.count(epochs, "epoch")) at \(learningRate)" }
}
