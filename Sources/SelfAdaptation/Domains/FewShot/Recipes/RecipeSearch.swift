/// Recipes that nobody's model wrote.
public enum RecipeSearch {
    /// What a person would take who knows the method: everything, gently.
    ///
    /// Source: the oracle of SEAL's few-shot experiments (arXiv 2506.10943, appendix A), with a learning rate for a
    /// small model.
    public static let handMade = Recipe(
        augmentations: AugmentationGroup.allCases, loss: .outputs, learningRate: 1e-3, epochs: 4)

    /// Every combination of sets of augmentations, losses and learning rates: what is best of these on a task is the
    /// most that a policy could have reached.
    public static let all: [Recipe] = {
        let sets: [[AugmentationGroup]] =
            [[]] + AugmentationGroup.allCases.map { [$0] } + [[.basic, .size], AugmentationGroup.allCases]
        return sets.flatMap { set in
            LossTokens.allCases.flatMap { loss in
                [Float(3e-4), 1e-3, 3e-3].map { rate in
                    Recipe(augmentations: set, loss: loss, learningRate: rate, epochs: 8)
                }
            }
        }
    }()
}
