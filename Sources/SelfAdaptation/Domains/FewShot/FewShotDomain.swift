public import LanguageModel

/// Few-shot learning: find the rule of an abstract puzzle by training on its demonstrations; the self-edit says how.
///
/// Source: SEAL (arXiv 2506.10943, section 3.2).
public struct FewShotDomain: Domain {
    let model: LanguageModel
    private let settings: FewShotSettings

    /// The domain for a student.
    public init(student model: LanguageModel, settings: FewShotSettings) {
        self.model = model
        self.settings = settings
    }

    /// The settings' own.
    public var descriptor: DomainDescriptor { settings.descriptor }

    /// Recipes.
    public func write(
        _ item: GridTask, count: Int, by author: any SelfEditAuthor, seed: UInt64
    ) async throws -> [[Completion]] {
        let request = WritingRequest(
            instruction: RecipePrompt.instruction(item), opening: RecipePrompt.opening, samples: count,
            maxTokens: RecipePrompt.maxTokens, seed: seed)
        return try await author.write([request], progress: { _ in })[0].map { [$0] }
    }

    /// The demonstrations with the recipe; what was written after its end is not learned.
    public func turns(
        _ completions: [String], of item: GridTask, for policy: LanguageModel
    ) throws -> [PolicyTurn] {
        try completions.compactMap { completion in
            try PolicyTurn(
                instruction: RecipePrompt.instruction(item), opening: RecipePrompt.opening,
                completion: Recipe.object(in: completion).map(String.init) ?? completion, for: policy)
        }
    }

    /// The examples that a recipe makes of the demonstrations; without one, the demonstrations as they are.
    public func study(_ completions: [String], of item: GridTask) throws -> Study {
        let recipe = try completions.first.map(Recipe.init)
        let prompt = GridPrompt(model: model)
        let loss = recipe?.loss ?? .outputs
        let examples = TestTimeExamples(budget: settings.exampleBudget, seed: settings.seed)
            .make(item, recipe?.augmentations ?? []) { prompt.sequence($0, loss).tokens.count }
        let sequences = examples.map { prompt.sequence($0, loss) }
        var innerLoop =
            recipe?.directives.applied(to: settings.innerLoop, in: model.configuration)
            ?? settings.innerLoop
        let length = sequences.map(\.tokens.count).reduce(0, +)
        innerLoop.training.epochs = min(
            innerLoop.training.epochs, max(1, settings.trainingBudget / max(1, length)))
        return Study(sequences: sequences, innerLoop: innerLoop, directives: recipe?.directives)
    }

    /// The tests of all adapters in one batch.
    public func judge(
        _ adapters: [Adapter?], on item: GridTask, engine: Engine
    ) async throws -> [Judgement] {
        try await exam(item).sit(adapters, engine: engine)
    }

    /// The tests without an update: the demonstrations are always in view.
    public func judgeInView(_ item: GridTask, by adapter: Adapter?, engine: Engine) async throws -> Judgement
    {
        try await exam(item).sit([nil], engine: engine)[0]
    }

    func exam(_ task: GridTask) -> GridExam {
        GridExam(task, settings: settings, model: model)
    }
}

extension GridTask {
    /// Name, demonstrations and tests as reports show them.
    public var summary: ItemSummary {
        ItemSummary(
            title: name, text: GridPrompt.text(demonstrations),
            questions: tests.map {
                Question(question: $0.input.text, gold: [$0.output.text], topic: name)
            }, grids: self)
    }
}
