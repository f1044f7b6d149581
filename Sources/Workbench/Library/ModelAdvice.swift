import Files
import LanguageModel
import Memory
import ModelLibrary
import SelfAdaptation
import Text

/// What a model of the catalogue asks of this machine, and whether it is the one to take.
package struct ModelAdvice: Codable, Equatable {
    /// What it is called.
    package let name: String
    /// Bytes of main memory that learning takes with it.
    package let memory: Int
    /// Tokens that are trained in a second.
    package let tokensPerSecond: Double
    /// Seconds that learning a page of some 400 words takes.
    package let pageSeconds: Double
    /// Whether that was measured here, or follows from a model that was and from their sizes.
    package let isMeasured: Bool
    /// Whether it is advised.
    package var isAdvised = false

    /// A model with its figures.
    package init(
        name: String, memory: Int, tokensPerSecond: Double, pageSeconds: Double, isMeasured: Bool = false
    ) {
        self.name = name
        self.memory = memory
        self.tokensPerSecond = tokensPerSecond
        self.pageSeconds = pageSeconds
        self.isMeasured = isMeasured
    }

    private enum CodingKeys: String, CodingKey {
        case name, memory
        case tokensPerSecond = "tokens_per_second"
        case pageSeconds = "page_seconds"
        case isMeasured = "is_measured"
        case isAdvised = "is_advised"
    }

    /// A page that takes longer is too long for whoever waits for it.
    static let patience = 15.0 * 60

    /// The best that fits into memory and teaches a page in good time, of those whose answers were measured: the bigger
    /// one answers more.
    package static func choose(_ models: [ModelAdvice], memory: Int) -> [ModelAdvice] {
        let fitting = models.filter { model in
            model.memory <= memory && model.pageSeconds <= patience
                && ModelCatalog.entry(named: model.name)?.isMeasured == true
        }
        let best = fitting.last?.name ?? ModelCatalog.defaultModel.name
        return models.map { model in
            var model = model
            model.isAdvised = model.name == best
            return model
        }
    }
}

extension Workbench {
    /// What each model of the catalogue asks of this machine, the smallest first, with the one to take marked.
    ///
    /// The default model is measured, where that was not done before; the others' figures follow from their sizes unless
    /// they were measured, too.
    ///
    /// - Throws: What is wrong with the model, `CancellationError`.
    package func advise() async throws -> [ModelAdvice] {
        let standard = ModelCatalog.defaultModel
        let choice = bounded(ModelChoice(name: standard.name))
        let (base, engine) = try reference(choice, store: try store(isMade: true))
        let pace = try await MachinePace.known(engine, digest: base.digest, at: self)
        let page = try Self.page(engine.model, pace.costs)
        let loop = try LearnRequest([]).settings(for: engine.model).innerLoop
        let memory = try engine.plan(
            TrainingShape.alike(
                1, engine.model.configuration, loop.lora, batch: loop.training.batchSize, longest: 64,
                oneStart: true)
        ).bytes
        let models = ModelCatalog.entries.map { entry in
            let known = entry == standard ? pace.costs : MachinePace.kept(entry.sha256, engine, at: self)
            let times = Double(entry.weights) / Double(standard.weights)
            // What was measured with the same page, where it was; else as much slower as the model is bigger.
            let seconds = known.map { page.seconds($0) } ?? page.seconds(pace.costs) * times
            return ModelAdvice(
                name: entry.name, memory: Int(Double(memory) * times),
                tokensPerSecond: 1 / (known?.secondsPerToken ?? pace.costs.secondsPerToken * times),
                pageSeconds: seconds,
                isMeasured: known != nil)
        }
        return ModelAdvice.choose(models, memory: choice.memory ?? FreeMemory.bytes)
    }

    /// What learning a page comes to.
    private static func page(_ model: LanguageModel, _ costs: CostModel) throws -> WorkEstimate {
        let text = ([BenchText.passage] + BenchText.notes).joined(separator: " ")
        let contexts = ContextSplitter(measure: TextMeasure(model.tokenizer)).passages(
            title: BenchText.title, sections: [DocumentSection(headingPath: [], text: text)]
        ).map(\.context)
        return try .learning(
            contexts, questions: nil, completions: nil, settings: LearnRequest([]).settings(for: model),
            model: model, habits: costs.habits)
    }
}

extension CostModel {
    /// Seconds that training takes for a token, by what real jobs took.
    fileprivate var secondsPerToken: Double { seconds(WorkPart(.init(.training), .training(1))) }
}
