import Documents
import Files
import Grading
import LanguageModel
import Memory
import ModelLibrary
import RemoteModels
import SelfAdaptation
import Text

extension Workbench {
    /// Learns documents one after the other; a run that was cut off is taken up again.
    ///
    /// - Parameters:
    ///   - request: What is learned, and how.
    ///   - each: Is given what each document came to, as soon as it is done.
    /// - Returns: What all came to.
    /// - Throws: `Diagnosis` for what was asked for and can't be done, errors of model and store, and those of `each`; what
    ///   has been finished stays in the journal.
    package func learn(
        _ request: LearnRequest, each: (LearningOutcome) throws -> Void
    ) async throws -> LearningResult {
        let start = clock.now
        let documents = try await documents(request.files)
        let engine = try engine(bounded(request.model))
        let store = try store(isMade: true)
        let measure = TextMeasure(engine.model.tokenizer)
        let additions = try add(documents.map { ($0, $0.passages(measure)) }, to: store)
        try refuseUntrusted(additions)
        let base = try store.baseDigest(of: engine.model.files)
        let sources = SourceStore(store)
        var seen: Set<Int64> = []
        let groups = try zip(documents, additions).flatMap { document, addition in
            // The same text twice is one source.
            guard seen.insert(addition.source.id).inserted else { return [StudyGroup]() }
            return try sources.groups(of: addition.source, as: SourceDescription(document), base: base)
        }
        let learning = try await LearningRun(request, groups, engine, store: store, at: self)
        let outcomes = try await learning.run(each: each)
        let result = try await learning.conclude(outcomes, since: start)
        let waiting = try Dictionary(additions.map { ($0.source.id, $0.source) }) { $1 }.values.map {
            try sources.pending($0, base: base).count
        }.reduce(0, +)
        if waiting > 0 { note(.waiting(passages: waiting)) }
        return result
    }
}

extension Workbench {
    /// Refuses to teach what is not trusted.
    private func refuseUntrusted(_ additions: [SourceStore.Addition]) throws {
        for source in additions.map(\.source) where source.trust != .trusted {
            throw Diagnosis(
                file: source.place, problem: "is \(source.trust.rawValue), so nothing is taught from it",
                remedy: "trust it first", step: .trust(String(source.id)))
        }
    }
}
