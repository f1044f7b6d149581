import LanguageModel
import ModelLibrary

/// What to measure.
package struct BenchRequest: Codable, Sendable {
    /// The measures; all of them for none.
    package var measures: [BenchMeasure] = []
    /// A file of token ids to train on and to ask, in place of the built-in text.
    package var work: String?
    /// Whether each figure is measured once and shortly.
    package var isQuick = false
    /// The model.
    package var model = ModelChoice()

    /// All that can be measured.
    package init() {}
}

extension Workbench {
    /// Measures how fast this machine trains and generates.
    ///
    /// - Throws: `Diagnosis` for a model or a file of work that can't be used, `CancellationError`.
    package func measure(_ request: BenchRequest) async throws -> BenchReport {
        let found = try resolve(request.model)
        let base = try load(request.model)
        let work = try request.work.map {
            try BenchWork(path: $0, vocabulary: base.configuration.vocabulary)
        }
        let engine = Engine(base, threads: threads(request.model))
        var run = BenchRun(
            base, engine: engine, work: work ?? BenchWork(base), repeats: request.isQuick ? 1 : 3, tell: tell)
        for measure in BenchMeasure.allCases
        where request.measures.isEmpty || request.measures.contains(measure) {
            try await run.take(measure)
        }
        return BenchReport(
            model: found.name, threads: engine.threads, repeats: run.repeats, instructions: .current,
            results: run.results, kernels: run.kernels)
    }
}
