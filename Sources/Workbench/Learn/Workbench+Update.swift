import LanguageModel
import Memory
import SelfAdaptation

/// Teaching what waits for it.
package struct UpdateRequest: Codable, Sendable {
    /// Self-edits to try for each passage; the text alone unless given.
    package var candidates: Int?
    /// The source that is taught, by its number; all that waits unless given.
    package var source: Int64?
    /// How much time there is.
    package var time = TimeRequest()
    /// Seed of everything random.
    package var seed: UInt64 = 0
    /// The model that learns.
    package var model = ModelChoice()

    /// All that waits, as far as there is time for it.
    package init() {}
}

/// What an update came to.
package struct UpdateResult: Codable {
    /// What was taught; none where nothing waited.
    @Nullable package var learning: LearningResult?
    /// Sources of which passages wait, and what is known of them.
    package let waiting: [SourceFigures]
    /// The version that answers; none where nothing is in weights.
    @Nullable package var active: VersionFigures?
}

extension Workbench {
    /// Teaches what waits for it, from its text alone unless told otherwise.
    ///
    /// What was answered from most comes first, then what is known longest; what does not fit into the time waits for the next
    /// update.
    ///
    /// - Parameters:
    ///   - request: In how much time, and how.
    ///   - each: Is given what each group of passages came to, as soon as it is done; it answers then.
    /// - Returns: What all came to.
    /// - Throws: `Diagnosis` when not even one passage fits into the time, errors of model and store, and those of `each`; what
    ///   has been finished stays.
    package func update(
        _ request: UpdateRequest, each: (LearningOutcome) throws -> Void
    ) async throws -> UpdateResult {
        let start = clock.now
        let store = try store()
        let sources = SourceStore(store)
        var learn = LearnRequest([])
        learn.isPassageOnly = request.candidates == nil
        (learn.candidates, learn.time, learn.seed, learn.model) = (
            request.candidates, request.time, request.seed, request.model
        )
        let engine = try engine(bounded(request.model))
        let base = try store.baseDigest(of: engine.model.files)
        let groups = try sources.waiting(base: base).filter {
            request.source == nil || $0.id == request.source
        }.flatMap { try sources.waitingGroups(of: $0, base: base) }
        var learning: LearningResult?
        if !groups.isEmpty {
            let run = try await LearningRun(learn, groups, engine, store: store, at: self)
            let outcomes = try await run.run(each: each)
            learning = try await run.conclude(outcomes, since: start)
        }
        return UpdateResult(
            learning: learning, waiting: try sources.waiting(base: base).map(SourceFigures.init),
            active: try VersionStore(store).active(base: base).map(VersionFigures.init))
    }
}

extension SourceStore {
    /// Trusted sources of which passages wait to be taught to a base: those that were answered from most first, then those
    /// that are known longest.
    ///
    /// - Throws: `Diagnosis`.
    func waiting(base: String) throws -> [SourceRecord] {
        try list(base: base).filter { $0.trust == .trusted && $0.pending > 0 }
            .sorted { ($1.uses, $0.added, $0.id) < ($0.uses, $1.added, $1.id) }
    }

    /// The groups of what waits of a source, with the questions that another base was asked about them.
    fileprivate func waitingGroups(of source: SourceRecord, base: String) throws -> [StudyGroup] {
        let description = SourceDescription(
            digest: source.digest, kind: source.kind, title: source.title, place: source.place)
        return try pendingGroups(of: source, as: description, base: base).map { group in
            guard group.questions == nil else { return group }
            var group = group
            let asked = try questions(about: group.contexts, of: source.digest)
            if asked.count >= LearningSettings().fewestQuestions {
                group.questions = asked.map { QuestionEntry(question: $0.question, gold: $0.gold) }
            }
            return group
        }
    }
}
