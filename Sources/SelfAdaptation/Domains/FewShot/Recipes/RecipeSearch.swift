/// Recipes that nobody's model wrote.
public enum RecipeSearch {
    /// What a person would take who has tried some on a few training tasks with a model of 135 million weights: no
    /// augmentation but other colours and orders, and a high learning rate.
    public static let handMade = Recipe(augmentations: [], loss: .outputs, learningRate: 3e-3, epochs: 4)

    /// Combinations of sets of augmentations, losses and learning rates: what is best of these on a task is about the
    /// most that a policy could have reached.
    public static let all: [Recipe] = {
        let sets: [[AugmentationGroup]] = [
            [], [.basic], [.size, .chain, .repeat], AugmentationGroup.allCases,
        ]
        return sets.flatMap { set in
            LossTokens.allCases.flatMap { loss in
                [Float(1e-3), 3e-3].map { rate in
                    Recipe(augmentations: set, loss: loss, learningRate: rate, epochs: 4)
                }
            }
        }
    }()
}
