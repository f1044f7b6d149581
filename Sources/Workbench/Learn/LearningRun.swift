import Files
import Grading
import LanguageModel
import Memory
import ModelLibrary
import RemoteModels
import SelfAdaptation
import Text

/// Passages of documents on their way into adapters.
struct LearningRun {
    private let engine: Engine
    private let store: AdapterStore
    private let bench: Workbench
    private let settings: LearningSettings
    private let author: (any SelfEditAuthor)?
    private let grader: any Grader
    private let memory: MemoryFigures
    private let pace: MachinePace
    private let schedule: LearningSchedule
    private let meter: JobMeter

    /// Settles what is done, and says what it will take.
    init(
        _ request: LearnRequest, _ groups: [StudyGroup], _ engine: Engine, store: AdapterStore,
        at bench: Workbench
    ) async throws {
        (self.engine, self.store, self.bench) = (engine, store, bench)
        let base = ModelReference(
            name: try bench.resolve(request.model).name,
            digest: try store.baseDigest(of: engine.model.files))
        let policy = try request.policy.map { try bench.policy($0, for: engine.model) }
        // Who answers directly reads nothing.
        let reader =
            request.answering == .recalling
            ? try bench.reader(request.reader, of: store, for: engine.model) : nil
        let choice = try request.grader.choice(request.model, store: store, at: bench)
        grader = try choice.grader(student: engine, model: request.model, store: store, at: bench)
        let settings = try request.settings(for: engine.model)
        self.settings = settings
        let hasAnswers = request.learnsAnswers && groups.contains { $0.material != nil }
        let candidates =
            request.isPassageOnly
            ? hasAnswers ? 1 : 0 : request.completions?.map(\.count).max() ?? settings.candidates
        memory = try MemoryFigures(
            engine, settings.innerLoop, adapters: candidates + 1,
            longest: try settings.longestSequence(of: groups.flatMap(\.contexts), model: engine.model),
            oneStart: true,
            watch: try CollapseWatch(settings.prompt, model: engine.model).training.probes, at: bench)
        author = try request.teacher.map { try bench.author($0, settings.sampling) }
        pace = try await MachinePace.known(engine, digest: base.digest, at: bench)
        let asked = try groups.map { group in
            try DocumentJob(
                group, questions: request.questions,
                completions: request.completions ?? (request.learnsAnswers ? group.material : nil),
                policy: policy, reader: reader,
                teacher: request.teacher, grader: choice,
                settings: settings, base: base)
        }
        schedule = try await LearningSchedule(
            asked, request.time, engine.model, pace.costs, store: store, at: bench)
        meter = JobMeter("Learning \(schedule.name)", costs: pace.costs, noun: "passage", at: bench)
        meter.expect(schedule.estimate)
    }

    /// What the documents come to, as far as there is time.
    func run(each: (LearningOutcome) throws -> Void) async throws -> [LearningOutcome] {
        var outcomes: [LearningOutcome] = []
        let sources = SourceStore(store)
        for (place, job) in schedule.jobs.enumerated() {
            // Others may forget or change it while this is at work on what came before.
            if place > 0, try !sources.stands(job.contexts, of: job.group.source.digest) {
                bench.note(.changed(document: job.title))
                continue
            }
            do {
                let outcome = try await job.run(
                    engine: engine, author: author, grader: grader, store: store,
                    allowance: schedule.budget.allowance, meter: meter, place: place, at: bench)
                outcomes.append(outcome)
                try each(outcome)
            } catch let error as Diagnosis where error.code == .noTime && !outcomes.isEmpty {
                // The time was up; what the documents before came to counts.
                break
            } catch let error as Diagnosis where error.code == .changedMeanwhile && schedule.jobs.count > 1 {
                bench.note(.changed(document: job.title))
            }
        }
        return outcomes
    }

    /// Keeps what was found out about the model's speed and habits.
    func conclude(_ outcomes: [LearningOutcome], since start: Double) async throws -> LearningResult {
        let job = meter.finish()
        try await schedule.budget.finish()
        let estimate = JobEstimate(schedule.estimate, pace.costs)
        let isWhole = outcomes.count == schedule.jobs.count && outcomes.allSatisfy { $0.report.cut == nil }
        var pace = pace
        pace.costs.learn(job.times)
        if isWhole, !job.isResumed, author == nil {
            pace.costs.habits.learn(
                from: outcomes.map(\.report), settings.style,
                written: outcomes.map(\.report.tokensWritten).reduce(0, +),
                expected: schedule.estimate.tokensToWrite,
                epochs: schedule.jobs[0].settings.innerLoop.training.epochs)
        }
        pace.keep()
        return LearningResult(
            outcomes, of: schedule, seconds: bench.clock.now - start, estimate: estimate,
            memory: memory.measured(), remote: bench.remote.cost)
    }
}
