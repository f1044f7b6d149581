import LanguageModel
import Tokenizers

extension KnowledgeDomain {
    /// Rows that tell one answer from another in a sentence: its beginning with the answer.
    private static let rowsOfCloze = 30.0

    /// The prompts are counted as they will be asked; what a self-edit holds is an expectation.
    public func outlook(_ item: KnowledgeItem, habits: WritingHabits) throws -> ItemOutlook {
        var outlook = ItemOutlook()
        let share = habits.share(settings.style)
        // A directed self-edit names its style itself; most often that is a rewrite.
        let directives = settings.style == .directed ? [prompts.directives(for: item.context)] : []
        let material =
            directives.isEmpty
            ? prompts.material(for: item.context)
            : SelfEditPrompt.all(.rewrite, for: item.context, in: pieces)
        let asked = directives + material
        outlook.selfEdit = zip(
            asked, ItemOutlook.prompts(try asked.map { try tokens($0) })
        ).map { prompt, count in
            ItemOutlook.Request(
                prompt: count, tokens: share * Double(prompt.maxTokens), limit: prompt.maxTokens)
        }
        let written = outlook.selfEdit.dropFirst(directives.count).map(\.tokens).reduce(0, +)
        let rows = try passage(item.context).map(\.tokens.count).reduce(0, +)
        let epochs = Double(innerLoop.training.epochs)
        outlook.material = epochs * Double(rows)
        outlook.study = outlook.material + epochs * written * habits.rows(settings.style)
        // Who can't be asked fails where it is asked.
        outlook.probes = (try? CollapseWatch(settings.prompt, model: model))?.tokens ?? 0
        outlook.layers = innerLoop.lora.share(of: model)
        let exam = item.questions + (item.unanswerable ?? [])
        outlook.exam = answering.asked(
            ItemOutlook.answers(try settings.prompt.tokens(exam, model: model), habits: habits))
        outlook.reading = Double(item.questions.count * item.questions.count) * Self.rowsOfCloze
        outlook.inView = ItemOutlook.answers(
            try settings.prompt.tokens(exam, inView: item.context, model: model), habits: habits)
        return outlook
    }

    private func tokens(_ prompt: SelfEditPrompt) throws -> [Int32] {
        // Somebody else writes for a model that can't be asked.
        guard model.chatTemplate != nil else {
            return model.encode(prompt.instruction, specialTokens: .asText)
        }
        return try PolicyAuthor.prompt(prompt.instruction, opening: prompt.opening, model: model)
    }
}

extension Answering {
    /// What an adapter's exam comes to, given the direct answers to its questions.
    func asked(_ answers: [ItemOutlook.Request]) -> [ItemOutlook.Request] {
        switch self {
        case .directly: answers
        case .recalling:
            answers.flatMap { answer in
                let recalled = Int(2 * answer.tokens)
                let read = ItemOutlook.Request(
                    prompt: answer.prompt + recalled, tokens: answer.tokens, limit: answer.limit)
                // Recalled in two ways, then read.
                return [answer, answer, read]
            }
        }
    }
}

extension ItemOutlook {
    /// Tokens that are computed of prompts: where one begins like the one before, that is there already.
    static func prompts(_ prompts: [[Int32]]) -> [Int] {
        prompts.indices.map { index in
            guard index > 0 else { return prompts[index].count }
            return prompts[index].count - zip(prompts[index - 1], prompts[index]).prefix { $0 == $1 }.count
        }
    }

    /// Short answers to prompts.
    static func answers(_ prompts: [[Int32]], habits: WritingHabits) -> [Request] {
        Self.prompts(prompts).map { Request(prompt: $0, tokens: habits.answer, limit: Exam.answerLimit) }
    }
}
