import LanguageModel
import SelfAdaptation
import Testing
import Tokenizers

/// Recipes obeyed, and the outer loop over them, on a tiny random model.
@Suite struct FewShotDomainTests {
    private static func settings() -> FewShotSettings {
        var settings = FewShotSettings()
        settings.innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        settings.exampleBudget = 512
        settings.trainingBudget = 1024
        return settings
    }

    private static func recipe(_ rate: Float, _ epochs: Int, _ groups: [AugmentationGroup] = []) -> String {
        Recipe(augmentations: groups, loss: .outputs, learningRate: rate, epochs: epochs).text
    }

    @Test func aRecipeIsObeyedWithinTheBudget() throws {
        let tiny = try TinyEngine()
        let domain = FewShotDomain(student: tiny.engine.model, settings: Self.settings())
        let task = try SampleGrids.flipped()
        let plain = try domain.study([Self.recipe(2e-3, 1)], of: task)
        #expect(plain.sequences.count >= 3)
        #expect(plain.innerLoop.training.learningRate == 2e-3 && plain.innerLoop.training.epochs == 1)
        #expect(plain.directives?.augmentations == [] && plain.directives?.loss == .outputs)
        let large = try domain.study([Self.recipe(2e-3, 20, AugmentationGroup.allCases)], of: task)
        let tokens = large.sequences.map(\.tokens.count).reduce(0, +)
        #expect(large.sequences.count > 3 && tokens <= 512)
        #expect(large.innerLoop.training.epochs == 1024 / tokens)
        #expect(throws: UnusableSelfEdit.self) { try domain.study(["{}"], of: task) }
        let alone = try domain.study([], of: task)
        #expect(alone.sequences == plain.sequences && alone.directives == nil)
    }

    @Test func aPolicyLearnsTheRecipeAndNothingAfterIt() throws {
        let tiny = try TinyEngine()
        let model = tiny.engine.model
        let domain = FewShotDomain(student: model, settings: Self.settings())
        let task = try SampleGrids.flipped()
        let recipe = Self.recipe(2e-3, 3)
        let turns = try domain.turns(["\(recipe)\nand so on"], of: task, for: model)
        #expect(turns == (try domain.turns([recipe], of: task, for: model)))
        let turn = try #require(turns.first)
        #expect(turn.completion.last == model.tokenizer.endOfText)
        let text = model.tokenizer.decode(turn.prompt + turn.completion)
        #expect(text.contains(recipe) && text.contains("Output:\n34\n12"))
        // The policy does not see the test.
        #expect(!text.contains(task.tests[0].input.text))
    }

    @Test func candidatesThatAreAlikeAreTrainedOnce() async throws {
        let tiny = try TinyEngine()
        let author = Scribe(texts: [
            Self.recipe(1e-3, 2), Self.recipe(1e-3, 2), "nonsense", Self.recipe(1e-3, 1),
        ])
        var settings = OuterLoopSettings()
        settings.candidates = 4
        let (report, policy) = try await OuterLoop(
            domain: FewShotDomain(student: tiny.engine.model, settings: Self.settings()),
            student: tiny.engine, teacher: .fixed(author), settings: settings
        ).run([SampleGrids.flipped()])
        #expect(policy == nil)
        let item = try #require(report.rounds.first?.items.first ?? nil)
        #expect(item.candidates.count == 4)
        #expect(item.candidates[0].judgements == item.candidates[1].judgements)
        #expect(item.candidates[0].rows == item.candidates[1].rows)
        #expect(item.candidates[2].failure == "it holds no whole JSON object")
        #expect(item.candidates[2].judgements.isEmpty)
        #expect(item.cost.trainedRows == item.candidates[0].rows + item.candidates[3].rows)
        #expect(report.items.first?.grids == (try SampleGrids.flipped()))
    }

    @Test func aSearchCountsItsBest() async throws {
        let tiny = try TinyEngine()
        let texts = [Self.recipe(1e-3, 1), Self.recipe(5e-3, 4), "nonsense"]
        let evaluation = Evaluation(
            domain: AlwaysHalf(FewShotDomain(student: tiny.engine.model, settings: Self.settings())),
            student: tiny.engine,
            rows: [
                EvaluationArm("mean", .completions([texts])),
                EvaluationArm("search", .completions([texts]), pooling: .best),
            ], settings: EvaluationSettings())
        let results = try await evaluation.run([SampleGrids.flipped()])
        #expect(results[0].scores == [1.0 / 3] && results[1].scores == [0.5])
    }

    /// Writes what it was given.
    private struct Scribe: SelfEditAuthor {
        let texts: [String]

        func write(_ requests: [WritingRequest], progress: @escaping @Sendable (Int) -> Void)
            -> [[Completion]]
        {
            requests.map { request in
                (0..<request.samples).map { Completion(text: texts[$0 % texts.count], tokens: 1) }
            }
        }
    }

    /// Few-shot learning with an examiner who always says the same.
    private struct AlwaysHalf: Domain {
        let domain: FewShotDomain

        init(_ domain: FewShotDomain) { self.domain = domain }

        var descriptor: DomainDescriptor { domain.descriptor }

        func write(
            _ item: GridTask, count: Int, by author: any SelfEditAuthor, seed: UInt64
        ) async throws -> [[Completion]] {
            try await domain.write(item, count: count, by: author, seed: seed)
        }

        func turns(
            _ completions: [String], of item: GridTask, for policy: LanguageModel
        ) throws -> [PolicyTurn] {
            try domain.turns(completions, of: item, for: policy)
        }

        func study(_ completions: [String], of item: GridTask) throws -> Study {
            try domain.study(completions, of: item)
        }

        func judge(_ adapters: [Adapter?], on item: GridTask, engine: Engine) -> [Judgement] {
            adapters.map { _ in Judgement(accuracy: 0.5, answers: []) }
        }

        func judgeInView(_ item: GridTask, by adapter: Adapter?, engine: Engine) -> Judgement {
            Judgement(accuracy: 0.5, answers: [])
        }

        func outlook(_ item: GridTask, habits: WritingHabits) throws -> ItemOutlook {
            try domain.outlook(item, habits: habits)
        }
    }
}
