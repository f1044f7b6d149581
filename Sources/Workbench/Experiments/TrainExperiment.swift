import Files
import Foundation
import Grading
import LanguageModel
import Memory
import RemoteModels
import SelfAdaptation

/// The inputs of an outer loop.
struct TrainExperiment: Experiment {
    static let kind = ExperimentRecord.Kind.train

    var title: String
    var student: ModelReference
    /// Another local model that writes and learns; none when the student does.
    var teacher: ModelReference?
    /// A model behind an address that writes and can't learn.
    var remote: RemoteEndpoint?
    /// Who grades; none for the lexical grader.
    var grader: GraderChoice?
    var work: Workload
    var loop: OuterLoopSettings
    var keepsAll: Bool
    /// Whether its scores were made again after policies had learned from others; none when they were not.
    var isRegraded: Bool?

    var identity: TrainExperiment {
        var inputs = self
        inputs.remote = remote?.identity
        inputs.grader = grader?.identity
        return inputs
    }

    /// Runs the loop to its end, or as far as nothing stops it.
    ///
    /// - Throws: Errors of model and store; what has been finished stays in the journal.
    func run(_ record: ExperimentRecord, in place: Workplace) async throws -> OuterLoopReport {
        let (engine, store, bench) = (place.engine, place.store, place.bench)
        let writer =
            if let teacher { try bench.engine(for: teacher, as: place.model.unbounded, store: store) } else {
                engine
            }
        let owner = teacher ?? student
        let author = try remote.map { try bench.author($0, loop.sampling) }
        let grader = try place.grader(grader)
        let journal = try StoredExperiment(
            store, record, model: writer.model, base: owner)
        let costs = try await RunCosts(journal, bench.remote)
        defer { costs.end() }
        announce(record, isResumed: journal.isResumed, at: bench)
        if author != nil {
            bench.note(.teacherCannotLearn)
        }
        try await MemoryFigures.tell(work, adapters: loop.candidates * loop.repeats, of: record, in: place)
        let meter = JobMeter(record.name, costs: place.pace.costs, noun: work.nouns.item, at: bench)
        let report = try await work.with(
            student: engine.model, grader: grader,
            Loop(
                student: engine, teacher: author.map { .fixed($0) } ?? .policy(writer), settings: loop,
                keepsAll: keepsAll, journal: journal, clock: bench.clock,
                allowance: place.budget?.allowance, meter: meter
            ) { left in
                try await announce(record, left, work.nouns.item, journal: journal, on: meter, in: place)
            })
        place.pace.learned(from: meter)
        try await conclude(report.cut, in: place, finish: { try await journal.finish() })
        return report
    }

    /// The loop over items of any kind.
    private struct Loop: Workload.Use {
        typealias Outcome = OuterLoopReport

        let student: Engine
        let teacher: Teacher
        let settings: OuterLoopSettings
        let keepsAll: Bool
        let journal: StoredExperiment
        let clock: WorkClock
        let allowance: Allowance?
        let meter: JobMeter
        let announce: (WorkEstimate) async throws -> Void

        func callAsFunction<D: Domain>(_ domain: D, _ items: [D.Item]) async throws -> OuterLoopReport {
            let loop = OuterLoop(
                domain: domain, student: student, teacher: teacher, settings: settings, keepsAll: keepsAll,
                journal: journal, clock: clock, allowance: allowance, progress: { [meter] in meter.show($0) })
            try await announce(loop.estimate(items, habits: meter.costs.habits))
            return try await loop.run(items).report
        }
    }

    /// What a run has come to, complete or not.
    ///
    /// - Throws: `Diagnosis`.
    func report(_ record: ExperimentRecord, store: AdapterStore) async throws -> OuterLoopReport {
        try await OuterLoopReport(
            work.items, settings: loop, journal: ReadOnlyJournal(RunStore(store).entries(of: record)))
    }

    /// The experiment in the store, found by its inputs or begun; with what the run `name` has reached of it, if one is
    /// named: everything when only the number of rounds differs, else the first round's self-edits and rewards.
    ///
    /// - Throws: `Diagnosis` when that run differs in more than its rounds and how the policy learns.
    func open(in store: AdapterStore, reusing name: String?) throws -> ExperimentRecord {
        guard let name else { return try open(in: store) }
        let source = try RunStore(store).experiment(named: name)
        if source.kind == .train, let other = try? TrainExperiment(source), !other.work.isCutAsNow {
            throw Diagnosis(
                file: name, problem: "was begun when passages were cut into other pieces",
                remedy: "begin without it", step: .omitReuse)
        }
        if source.kind == .train, let other = try? TrainExperiment(source), !other.work.isScoredAsNow {
            throw Diagnosis(
                file: name, problem: "was scored by another exam",
                remedy: "score it again", step: .regrade(name))
        }
        guard source.kind == .train, let other = try? TrainExperiment(source), teachesTheSame(as: other),
            let isShared = OuterLoopKey.shared(loop, other.loop, isRegraded: other.isRegraded ?? false)
        else {
            throw Diagnosis(
                file: name, problem: "differs in more than its rounds and how the policy learns",
                remedy:
                    "give the same \(work.nouns.item)s, models, style, sampling, candidates, repeats and seed"
            )
        }
        let record = try open(in: store)
        // What was said of that run when it was begun is not true of this one.
        let own = [JobEstimate.key, RunBudget.key, WorkCut.key, RunCosts.key]
        try RunStore(store).copy({ isShared($0) && !own.contains($0) }, from: source, to: record)
        return record
    }

    private func teachesTheSame(as other: TrainExperiment) -> Bool {
        let (one, other) = (identity, other.identity)
        return one.work.scored == other.work.scored && one.student == other.student
            && one.teacher == other.teacher
            && one.remote == other.remote && one.grader == other.grader
    }
}

extension TrainExperiment: WorkExperiment {
    var job: RecordedPlan.Job {
        if case .fewShot = work { .fewShotTrain } else { .train }
    }

    var asked: WorkPlan {
        WorkPlan(
            passages: work.items.count, candidates: loop.candidates, epochs: work.epochs,
            // Whoever can't be trained writes for one round.
            rounds: remote == nil ? loop.rounds : 1, repeats: loop.repeats)
    }

    func following(_ plan: WorkPlan) -> TrainExperiment {
        var smaller = self
        smaller.work = work.following(plan)
        smaller.loop.candidates = plan.candidates
        smaller.loop.rounds = min(loop.rounds, plan.rounds)
        smaller.loop.repeats = plan.repeats
        return smaller
    }

    func estimate(_ engine: Engine, _ outlooks: [ItemOutlook]) async throws -> WorkEstimate {
        let author = PolicyAuthor(engine: engine, adapter: nil, sampling: loop.sampling)
        let teacher: Teacher = remote == nil ? .policy(engine) : .fixed(author)
        return try await work.with(
            student: engine.model, grader: LexicalGrader(),
            Expectation(student: engine, teacher: teacher, settings: loop, outlooks: outlooks))
    }

    private struct Expectation: Workload.Use {
        typealias Outcome = WorkEstimate

        let student: Engine
        let teacher: Teacher
        let settings: OuterLoopSettings
        let outlooks: [ItemOutlook]

        func callAsFunction<D: Domain>(_ domain: D, _ items: [D.Item]) async throws -> WorkEstimate {
            try await OuterLoop(domain: domain, student: student, teacher: teacher, settings: settings)
                .estimate(outlooks)
        }
    }
}
