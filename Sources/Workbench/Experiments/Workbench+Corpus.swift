import Documents
import Files
import Foundation
import LanguageModel
import Memory
package import RemoteModels
package import SelfAdaptation
import Text

/// What became of a corpus.
package struct CorpusResult: Codable {
    /// The file that was written.
    package let path: String
    /// Lines in it.
    package let entries: Int
    /// Contexts that they are about.
    package let contexts: Int
    /// What the run is called.
    package let run: String
    /// What was expected.
    package let estimate: JobEstimate?
    /// The plan that it followed, and its file; none where everything is done that was asked for.
    package let plan: RecordedPlan?
    /// Where the plan is.
    package let planPath: String?
    /// What the time did not suffice for.
    package let cut: WorkCut?
    /// What answers of remote models have cost this time; none when there were none.
    package let remote: RemoteUsage.Cost?
}

extension Workbench {
    /// Writes training data about documents to a file; what an earlier process has written is used.
    ///
    /// - Throws: `Diagnosis` for what was asked for and can't be done, errors of model and store; what has been finished
    ///   stays in the journal.
    package func write(_ request: CorpusRequest) async throws -> CorpusResult {
        try refuseExisting([request.out])
        let folder = URL(filePath: request.out).deletingLastPathComponent().path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: folder) else {
            throw Diagnosis(
                file: request.out, problem: "its folder does not exist",
                remedy: "make it, or choose another name", category: .cannotCreate)
        }
        let store = try store(isMade: true)
        let documents = try await documents(request.files)
        let (student, engine) = try reference(bounded(request.model), store: store)
        let measure = TextMeasure(engine.model.tokenizer)
        var loop = request.knowledge.loop
        loop.rounds = 1
        loop.repeats = 1
        if let candidates = request.candidates { loop.candidates = candidates }
        let experiment = CorpusExperiment(
            title: "corpus \(documents.first?.title ?? "")", student: student,
            policy: try request.policy.map { try store.policy(named: $0).hash }, remote: request.teacher,
            grader: try request.grader.choice(request.model, store: store, at: self),
            documents: documents.map {
                CorpusExperiment.Source(file: $0.source, text: $0.text, contexts: $0.contexts(measure))
            }, knowledge: request.knowledge.settings(for: engine.model), loop: loop,
            isMeasured: request.isMeasured)
        var place = try await Workplace(engine, student, model: request.model, store: store, at: self)
        let (planned, items) = try await place.planned(experiment, request.time)
        let record = try planned.open(in: store)
        let (entries, cut) = try await planned.run(record, in: place)
        let lines = try entries.map { try JSONText.line($0) + "\n" }
        try AtomicFile.write(Array(lines.joined().utf8), to: request.out)
        let budget = try RunStore(store).budget(of: record)
        return CorpusResult(
            path: request.out, entries: entries.count, contexts: items - (cut?.items ?? 0),
            run: record.name, estimate: try RunStore(store).estimate(of: record), plan: budget?.plan,
            planPath: budget?.path, cut: cut, remote: remote.cost)
    }
}
