import LanguageModel
public import Text

extension LearningSettings {
    /// The settings as a plan has them.
    public func following(_ plan: WorkPlan) -> LearningSettings {
        var settings = self
        settings.passageOnly = passageOnly || plan.candidates == 0
        settings.candidates = max(1, plan.candidates)
        settings.innerLoop.training.epochs = plan.epochs
        settings.race = false
        settings.isStepwise = true
        return settings
    }
}

extension Question {
    /// The questions about some contexts of a document, by their places, where the others are not learned.
    public static func asked(
        _ questions: [Question], of contexts: [Context], at places: [Int]
    ) -> [Question] {
        guard places.count < contexts.count else { return questions }
        let owners = QuestionOwners(questions, contexts: contexts)
        let taught = Set(places.flatMap(owners.questions))
        return questions.indices.filter(taught.contains).map { questions[$0] }
    }
}
