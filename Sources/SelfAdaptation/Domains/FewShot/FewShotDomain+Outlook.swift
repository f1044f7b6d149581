import LanguageModel

extension FewShotDomain {
    /// A recipe is expected to train on as much as those of a search do on average.
    public func outlook(_ item: GridTask, habits: WritingHabits) throws -> ItemOutlook {
        var outlook = ItemOutlook()
        let prompt = try PolicyAuthor.prompt(
            RecipePrompt.instruction(item), opening: RecipePrompt.opening, model: model)
        outlook.selfEdit = [
            ItemOutlook.Request(prompt: prompt.count, tokens: habits.recipe, limit: RecipePrompt.maxTokens)
        ]
        // The loss and the rate of a recipe change nothing about its length.
        let recipes = RecipeSearch.all.filter {
            $0.loss == .outputs && $0.learningRate == RecipeSearch.all[0].learningRate
        }
        let rows = try recipes.map { try study([$0.text], of: item).rows }
        outlook.material = try study([], of: item).rows
        outlook.study = rows.reduce(0, +) / Double(rows.count)
        outlook.layers = innerLoop.lora.share(of: model)
        outlook.exam = exam(item).outlook()
        outlook.inView = outlook.exam
        return outlook
    }
}

extension Study {
    /// Rows (tokens) that it trains on, over all epochs.
    var rows: Double {
        Double(innerLoop.training.epochs * rowsOfEpoch)
    }

    /// Rows (tokens) of one pass over its sequences.
    var rowsOfEpoch: Int { sequences.map(\.tokens.count).reduce(0, +) }
}
