/// What a policy is shown to write a recipe: other recipes to follow in form, and the task's demonstrations.
///
/// A small model copies the one example that it is shown; from several it takes one value of each. The task's tests are
/// not shown.
enum RecipePrompt {
    /// How every recipe begins; it settles the form, and belongs to the completion.
    static let opening = "{\"data_generation\": {\"use_basic_augmentations\":"
    /// The longest recipe, in tokens.
    static let maxTokens = 128

    private static let examples = [
        Recipe(augmentations: [.basic], loss: .outputs, learningRate: 1e-3, epochs: 4),
        Recipe(augmentations: [.size, .chain], loss: .all, learningRate: 1e-4, epochs: 2),
        Recipe(augmentations: [], loss: .outputs, learningRate: 5e-4, epochs: 8),
        Recipe(augmentations: [.basic, .repeat], loss: .all, learningRate: 2e-3, epochs: 1),
    ]

    /// The instruction for a task.
    static func instruction(_ task: GridTask) -> String {
        """
        \(GridPrompt.text(task.demonstrations))
        Choose how to train on this puzzle: which augmentations of its examples to use, whether all tokens or only \
        those of the outputs are learned, the learning rate and the number of epochs. Answer with one JSON object \
        like these:

        \(examples.map(\.text).joined(separator: "\n"))
        """
    }
}
