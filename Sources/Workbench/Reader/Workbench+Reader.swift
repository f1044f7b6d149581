import Files
import Grading
import LanguageModel
import Memory
import ModelLibrary
package import SelfAdaptation
import Synchronization
import Text

/// A reader to train.
package struct ReaderRequest: Codable, Sendable {
    /// Passages with questions.
    package var dataset: DatasetRequest
    /// How it is trained.
    package var settings = ReaderSettings()
    /// The model that is to read.
    package var model = ModelChoice()

    /// A reader trained on some passages.
    package init(_ dataset: DatasetRequest) { self.dataset = dataset }
}

/// A reader that was trained.
package struct ReaderResult: Codable, Sendable {
    /// What it is called.
    package let name: String
    /// Digest of its factors.
    package let hash: String
    /// Passages, those included that were only checked.
    package let passages: Int
    /// Tokens trained.
    package let tokens: Int
    /// Before the first and after each epoch: the mean loss of the right answers in the passages that were checked, in nats a token.
    package let checks: [Float]
    /// Seconds of training.
    package let seconds: Double
}

extension Workbench {
    /// Trains an adapter to read, and keeps it.
    ///
    /// - Throws: `Diagnosis` for what was asked for and can't be done, errors of model and store.
    package func trainReader(_ request: ReaderRequest) async throws -> ReaderResult {
        let store = try store(isMade: true)
        let (base, engine) = try reference(bounded(request.model), store: store)
        let model = engine.model
        let items = request.dataset.chosen(
            try await request.dataset.read(TextMeasure(model.tokenizer), at: self)
        ).filter { !$0.questions.isEmpty }
        let settings = request.settings
        guard items.count > settings.check else {
            throw Diagnosis(
                .badRequest, file: request.dataset.title,
                problem:
                    "it has \(Quantity.count(items.count, "passage")) with questions, none is left to learn from",
                remedy: "give more, or check fewer than \(items.count)")
        }
        var knowledge = KnowledgeSettings()
        knowledge.prompt = ExamPrompt(for: model)
        let start = clock.now
        let trainer = ReaderTrainer(
            engine: engine,
            domain: KnowledgeDomain(student: model, settings: knowledge, grader: LexicalGrader()),
            settings: settings, progress: { [stages = Stages(self)] in stages.show($0) })
        let trained = try await trainer.train(items)
        tell(.finished)
        var description = AdapterDescription(title: "reader \(request.dataset.title)", base: base)
        description.role = .reader
        description.sources = [request.dataset.title]
        let record = try store.save(trained.adapter, description, layers: model.configuration.layers)
        return ReaderResult(
            name: record.name, hash: record.hash, passages: items.count,
            tokens: trained.tokens,
            checks: trained.checks, seconds: clock.now - start)
    }

    /// Tells of one stage after the other.
    private final class Stages: Sendable {
        private let bench: Workbench
        private let current = Mutex("")

        init(_ bench: Workbench) { self.bench = bench }

        func show(_ progress: ReaderTrainer.Progress) {
            switch progress {
            case .answering(let done, let total): show("Answering", done, total, "passages")
            case .reading(let done, let total): show("Reading", done, total, "tokens")
            }
        }

        private func show(_ title: String, _ done: Int, _ total: Int, _ unit: String) {
            let isNew = current.withLock { current in
                defer { current = title }
                return current != title
            }
            if isNew { bench.tell(.began(.counting(title, of: total, unit: unit))) }
            bench.tell(.counted(done))
        }
    }
}
