import Files
import Foundation
import LanguageModel
import Memory
import RemoteModels
import SelfAdaptation
import Text

extension Workbench {
    /// Compares ways to teach passages; what an earlier process has reached of it is kept.
    ///
    /// - Throws: `Diagnosis` for what was asked for and can't be done, errors of model and store; what has been finished
    ///   stays in the journal.
    package func evaluate(_ request: EvaluationRequest) async throws -> EvaluationFigures {
        let store = try store(isMade: true)
        let (student, engine) = try reference(bounded(request.model), store: store)
        let grader = try request.grader.choice(request.model, store: store, at: self)
        let knowledge = request.knowledge
        var dataset = request.dataset
        dataset.limit = dataset.limit ?? knowledge.preset?.evaluated
        let passages = try await dataset.read(TextMeasure(engine.model.tokenizer), at: self)
        let joint = request.isJoint ? knowledge.preset?.joint : nil
        var evaluation = EvaluationSettings()
        evaluation.samples = request.comparison.samples ?? joint?.samples ?? evaluation.samples
        evaluation.repeats = request.repeats
        evaluation.isJoint = request.isJoint
        evaluation.seed = knowledge.seed
        func experiment(_ items: [KnowledgeItem]) throws -> EvaluationExperiment {
            EvaluationExperiment(
                title: "eval \(dataset.title)\(request.isJoint ? " jointly" : "")", student: student,
                grader: grader,
                work: .knowledge(
                    items: items, settings: knowledge.settings(for: engine.model, joint: joint)),
                sampling: knowledge.sampling, evaluation: evaluation,
                rows: try rows(items.count, request, store: store),
                reader: try request.reader.map { try store.reader(named: $0).hash })
        }
        var place = try await Workplace(engine, student, model: request.model, store: store, at: self)
        let planned = try await place.planned(
            on: dataset, passages, knowledge, student: student, grader: grader, request.time,
            experiment: experiment)
        return try await evaluate(planned, in: place)
    }

    /// Compares ways to solve puzzles; what an earlier process has reached of it is kept.
    ///
    /// - Throws: As ``evaluate(_:)-(EvaluationRequest)`` does.
    package func evaluate(_ request: FewShotEvaluationRequest) async throws -> EvaluationFigures {
        let items = try request.dataset.read(at: self)
        let store = try store(isMade: true)
        let (student, engine) = try reference(bounded(request.model), store: store)
        let handMade = items.map { _ in [RecipeSearch.handMade.text] }
        let rows: [EvaluationExperiment.Arm] =
            try [.none, .material, .completions(name: "hand-made recipe", texts: handMade), .base]
            + request.comparison.policies(in: store) + request.comparison.files(items.count)
            + (request.searches ? [.best(name: "search", texts: RecipeSearch.all.map(\.text))] : [])
        var evaluation = EvaluationSettings()
        evaluation.samples = request.comparison.samples ?? 5
        evaluation.seed = request.fewShot.seed
        let experiment = EvaluationExperiment(
            title: "eval fewshot \(request.dataset.title)", student: student,
            work: .fewShot(items: items, settings: request.fewShot.settings(for: engine.model)),
            sampling: request.fewShot.loop.sampling, evaluation: evaluation, rows: rows)
        var place = try await Workplace(engine, student, model: request.model, store: store, at: self)
        let planned = try await place.planned(experiment, request.time).experiment
        return try await evaluate(planned, in: place)
    }

    private func evaluate(
        _ experiment: EvaluationExperiment, in place: Workplace
    ) async throws -> EvaluationFigures {
        let record = try experiment.open(in: place.store)
        return try await figures(of: experiment, as: record, experiment.run(record, in: place), place.store)
    }

    func figures(
        of experiment: EvaluationExperiment, as record: ExperimentRecord, _ results: [EvaluationResult],
        _ store: AdapterStore
    ) throws -> EvaluationFigures {
        try EvaluationFigures(record, experiment, results, store: store, remote: remote.cost)
    }

    private func rows(
        _ count: Int, _ request: EvaluationRequest, store: AdapterStore
    ) throws -> [EvaluationExperiment.Arm] {
        let taught =
            try (request.omitsBase ? [] : [.base]) + request.comparison.policies(in: store)
            + request.comparison.files(count, after: request.dataset.start)
        let lessons = request.lessons.map(EvaluationExperiment.Arm.lesson)
        let alone = [.material] + request.schedules.map(EvaluationExperiment.Arm.scheduled) + lessons
        let inView: [EvaluationExperiment.Arm] =
            [.inView] + (request.reader == nil ? [] : [.reader, .readerInView])
        let first = [.none] + (request.hasControls ? [.whole] : []) + alone
        let controls = (request.hasControls ? taught : []).enumerated().flatMap { place, row in
            Control.allCases.map { EvaluationExperiment.Arm.control($0, of: first.count + place, row: row) }
        }
        let rows = first + taught + controls
        return rows + inView + (request.isWeighed ? weighed(rows) : [])
    }

    /// For each row with updates one in which the passage is read as well.
    private func weighed(_ rows: [EvaluationExperiment.Arm]) -> [EvaluationExperiment.Arm] {
        rows.enumerated().dropFirst().map { .weighed(of: $0, row: $1) }
    }
}

extension ComparisonRequest {
    /// The rows of the policies.
    ///
    /// - Throws: `Diagnosis` for one that is not there or is no policy.
    fileprivate func policies(in store: AdapterStore) throws -> [EvaluationExperiment.Arm] {
        try policies.map { name in
            let record = try store.policy(named: name)
            return .policy(name: record.name, hash: record.hash)
        }
    }

    /// The rows of self-edits from files, for so many items after the first `start`.
    ///
    /// - Throws: `Diagnosis` for a file that has none for some of them.
    fileprivate func files(_ count: Int, after start: Int = 0) throws -> [EvaluationExperiment.Arm] {
        try completions.map { file in
            let texts = Array(try CompletionFile.read(file).dropFirst(start).prefix(count))
            guard texts.count == count, texts.allSatisfy({ !$0.isEmpty }) else {
                throw Diagnosis(
                    file: file, problem: "holds self-edits of \(texts.count) of \(count) items",
                    remedy: "give some for each item, in the dataset's order")
            }
            return .completions(
                name: URL(filePath: file).deletingPathExtension().lastPathComponent, texts: texts)
        }
    }
}
