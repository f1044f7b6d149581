import Grading
import LanguageModel
import SelfAdaptation
import Tokenizers

/// A third kind of task, of which nothing but this file knows: words that are to be said backwards.
struct ReversalDomain: Domain {
    /// A word.
    struct Item: DomainItem {
        let word: String

        var summary: ItemSummary { ItemSummary(title: word, text: word, questions: [question]) }

        var question: Question {
            Question(
                question: "What is \(word) backwards?", gold: [String(word.reversed())], topic: "Words")
        }
    }

    let model: LanguageModel

    var descriptor: DomainDescriptor {
        var innerLoop = InnerLoopSettings()
        innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        innerLoop.training.epochs = 2
        return DomainDescriptor(
            item: "word", question: "reversal", selfEdit: "hint", outcome: "words turned round",
            measure: "turned round", exam: "which is then asked for the word backwards",
            dense: "share of letters in their places, 0 to 1", material: "word alone",
            inView: "word in view", settings: [.init("direction", "backwards")], innerLoop: innerLoop)
    }

    func write(_ item: Item, count: Int, by author: any SelfEditAuthor, seed: UInt64) async throws
        -> [[Completion]]
    {
        let request = WritingRequest(
            instruction: instruction(item), opening: "", samples: count, maxTokens: 12, seed: seed)
        return try await author.write([request], progress: { _ in })[0].map { [$0] }
    }

    func turns(_ completions: [String], of item: Item, for policy: LanguageModel) throws -> [PolicyTurn] {
        completions.filter { !$0.isEmpty }.map {
            PolicyTurn(prompt: tokens(instruction(item)), completion: tokens($0))
        }
    }

    func study(_ completions: [String], of item: Item) throws -> Study {
        let texts = completions + ["\(item.word) backwards is \(item.question.gold[0])"]
        return Study(
            sequences: texts.map { TrainingSequence(tokens: tokens($0)) }.filter { $0.lossCount > 0 },
            innerLoop: innerLoop)
    }

    func judge(_ adapters: [Adapter?], on item: Item, engine: Engine) async throws -> [Judgement] {
        try await Exam([item.question], prompt: .chat, grader: OpenDomain.Oddity())
            .sit(adapters, engine: engine).map { Judgement(accuracy: $0.answered, answers: $0) }
    }

    func judgeInView(_ item: Item, by adapter: Adapter?, engine: Engine) async throws -> Judgement {
        try await judge([nil], on: item, engine: engine)[0]
    }

    func outlook(_ item: Item, habits: WritingHabits) throws -> ItemOutlook { ItemOutlook() }

    private func instruction(_ item: Item) -> String { "How is \(item.word) said backwards?" }

    private func tokens(_ text: String) -> [Int32] { model.encode(text, specialTokens: .asText) }
}
