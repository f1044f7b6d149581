import LanguageModel
import Memory
import RemoteModels
import SelfAdaptation
import Text

extension Workbench {
    /// Runs an outer loop over passages; what an earlier process has reached of it is kept.
    ///
    /// - Throws: `Diagnosis` for what was asked for and can't be done, errors of model and store; what has been finished
    ///   stays in the journal.
    package func train(_ request: TrainRequest) async throws -> OuterLoopFigures {
        let store = try store(isMade: true)
        let (student, engine) = try reference(bounded(request.model), store: store)
        var dataset = request.dataset
        let knowledge = request.knowledge
        dataset.limit = dataset.limit ?? knowledge.preset?.limit
        let grader = try request.grader.choice(request.model, store: store, at: self)
        let teacher = try request.teacher.map {
            try reference(request.model.other($0), store: store).reference
        }
        let passages = try await dataset.read(TextMeasure(engine.model.tokenizer), at: self)
        func experiment(_ items: [KnowledgeItem]) -> TrainExperiment {
            TrainExperiment(
                title: dataset.title, student: student, teacher: teacher, remote: request.remote,
                grader: grader,
                work: .knowledge(items: items, settings: knowledge.settings(for: engine.model)),
                loop: request.policy.settings(knowledge.loop), keepsAll: request.policy.keepsAll)
        }
        var place = try await Workplace(engine, student, model: request.model, store: store, at: self)
        let planned = try await place.planned(
            on: dataset, passages, knowledge, student: student, grader: grader, request.time,
            experiment: experiment)
        return try await train(planned, reusing: request.policy.reuse, in: place)
    }

    /// Runs an outer loop over puzzles; what an earlier process has reached of it is kept.
    ///
    /// - Throws: As ``train(_:)-(TrainRequest)`` does.
    package func train(_ request: FewShotTrainRequest) async throws -> OuterLoopFigures {
        let items = try request.dataset.read(at: self)
        let store = try store(isMade: true)
        let (student, engine) = try reference(bounded(request.model), store: store)
        let experiment = TrainExperiment(
            title: "fewshot \(request.dataset.title)", student: student,
            work: .fewShot(items: items, settings: request.fewShot.settings(for: engine.model)),
            loop: request.policy.settings(request.fewShot.loop), keepsAll: request.policy.keepsAll)
        var place = try await Workplace(engine, student, model: request.model, store: store, at: self)
        let planned = try await place.planned(experiment, request.time).experiment
        return try await train(planned, reusing: request.policy.reuse, in: place)
    }

    private func train(
        _ experiment: TrainExperiment, reusing name: String?, in place: Workplace
    ) async throws -> OuterLoopFigures {
        let record = try experiment.open(in: place.store, reusing: name)
        return try await figures(of: experiment, as: record, experiment.run(record, in: place), place.store)
    }

    func figures(
        of experiment: TrainExperiment, as record: ExperimentRecord, _ report: OuterLoopReport,
        _ store: AdapterStore
    ) throws -> OuterLoopFigures {
        try OuterLoopFigures(record, experiment, report, store: store, remote: remote.cost)
    }
}
