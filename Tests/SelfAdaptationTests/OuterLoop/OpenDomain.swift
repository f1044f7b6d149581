import Grading
import LanguageModel
import SelfAdaptation
import Text

/// Knowledge as it is, but that every completion is taken as study material: a random model writes no sentences.
struct OpenDomain: Domain {
    let knowledge: KnowledgeDomain
    let model: LanguageModel
    /// Texts of items whose prompts are longer than any window.
    var endless: Set<String> = []

    init(_ model: LanguageModel, grader: any Grader = Oddity()) {
        var settings = KnowledgeSettings()
        settings.innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        settings.innerLoop.training.epochs = 2
        settings.innerLoop.training.learningRate = 0.01
        self.model = model
        knowledge = KnowledgeDomain(student: model, settings: settings, grader: grader)
    }

    /// Gives verdicts that depend on the answer alone and differ between answers.
    struct Oddity: Grader {
        func grade(_ answers: [GradingTask]) -> [Verdict] {
            answers.map { task in
                Verdict(correct: task.answer.utf8.reduce(0) { $0 + Int($1) } % 2 == 1, reason: "")
            }
        }
    }

    var descriptor: DomainDescriptor { knowledge.descriptor }

    func write(
        _ item: KnowledgeItem, count: Int, by author: any SelfEditAuthor, seed: UInt64
    ) async throws -> [[Completion]] {
        try await knowledge.write(item, count: count, by: author, seed: seed)
    }

    func turns(
        _ completions: [String], of item: KnowledgeItem, for policy: LanguageModel
    ) throws -> [PolicyTurn] {
        let turns = try knowledge.turns(completions, of: item, for: policy)
        guard endless.contains(item.context.text) else { return turns }
        return turns.map {
            PolicyTurn(prompt: Array(repeating: 5, count: 5000) + $0.prompt, completion: $0.completion)
        }
    }

    func study(_ completions: [String], of item: KnowledgeItem) throws -> Study {
        Study(
            sequences: try TrainingSequences(model: model, prompt: .chat).make(
                (completions + [item.context.text]).map(StudyItem.text), title: item.context.title),
            innerLoop: innerLoop)
    }

    func judge(
        _ adapters: [Adapter?], on item: KnowledgeItem, engine: Engine
    ) async throws -> [Judgement] {
        try await knowledge.judge(adapters, on: item, engine: engine)
    }

    func judgeInView(_ item: KnowledgeItem, by adapter: Adapter?, engine: Engine) async throws -> Judgement {
        try await knowledge.judgeInView(item, by: adapter, engine: engine)
    }

    func outlook(_ item: KnowledgeItem, habits: WritingHabits) throws -> ItemOutlook {
        try knowledge.outlook(item, habits: habits)
    }
}
