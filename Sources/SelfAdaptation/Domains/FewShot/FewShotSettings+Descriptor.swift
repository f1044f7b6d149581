extension FewShotSettings {
    /// What tasks of grids are called and how they are taught.
    public var descriptor: DomainDescriptor {
        DomainDescriptor(
            item: "task", question: "test", selfEdit: "recipe", outcome: "tasks solved",
            measure: "tasks solved", outcomeOfItem: "Share of recipes that solve it",
            exam: "which then tries the task's tests with the demonstrations in view",
            dense: "share of right cells, 0 to 1", material: "demonstrations alone",
            // The demonstrations are always in view.
            noUpdate: "in context only", inView: "in context only",
            settings: [
                .init("tokens of examples, at most", "\(exampleBudget)"),
                .init("tokens trained on, at most", "\(trainingBudget)"),
                .init("predictions", isVoting ? "voted over turned and flipped views" : "one, greedily"),
                .init("attempts at a test", "\(attempts)"),
            ], innerLoop: innerLoop)
    }
}
