import LanguageModel
import Memory
import SelfAdaptation

extension Workplace {
    /// An experiment as it is run: with a plan where the time is limited, which the place keeps to from here on.
    ///
    /// - Returns: The experiment, and how many of its items are worked on.
    /// - Throws: `Diagnosis` for a plan that can't be followed or a budget that nothing fits into; errors of model and
    ///   store.
    mutating func planned<E: PlannedExperiment>(
        _ experiment: E, _ time: TimeRequest
    ) async throws -> (experiment: E, items: Int) {
        let schedule = try await ExperimentSchedule(experiment, time, in: self)
        follow(schedule)
        return (schedule.following(experiment), schedule.items)
    }

    /// An experiment on passages as it is run: the exams that they lack are written, as many as the plan has passages.
    ///
    /// - Parameters:
    ///   - dataset: Which of the passages are wanted.
    ///   - passages: What was read.
    ///   - knowledge: How exams are asked, and their seed.
    ///   - student: The model that asks and answers.
    ///   - grader: Says which questions the model answers.
    ///   - time: The budget or the plan, if there is one.
    ///   - experiment: The experiment on some passages.
    /// - Returns: The experiment on passages that have their exams.
    /// - Throws: As ``planned(_:_:)`` does, and `Diagnosis` when no passage has an exam.
    mutating func planned<E: PlannedExperiment>(
        on dataset: DatasetRequest, _ passages: [KnowledgeItem], _ knowledge: KnowledgeRequest,
        student: ModelReference, grader: GraderChoice?, _ time: TimeRequest,
        experiment: ([KnowledgeItem]) throws -> E
    ) async throws -> E {
        let exams = try DocumentExams(
            passages, base: student, prompt: knowledge.prompt(for: engine.model), grader: grader,
            seed: knowledge.seed, in: self)
        let schedule = try await ExperimentSchedule(
            try experiment(dataset.chosen(passages)),
            known: try experiment(dataset.chosen(exams.recalled(passages))), time, in: self)
        follow(schedule)
        let items = try await dataset.examined(passages, count: schedule.items, by: exams, in: self)
        return schedule.following(try experiment(items))
    }
}
