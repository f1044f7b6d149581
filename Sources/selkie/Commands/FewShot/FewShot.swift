import ArgumentParser

/// `selkie fewshot`: puzzles of grids.
struct FewShot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fewshot",
        abstract: "Few-shot learning: solve abstract puzzles by training on their demonstrations.",
        discussion: """
            The model is shown a puzzle's demonstrations and writes a recipe: which augmentations of them to train \
            on, which tokens bear loss, the learning rate and the number of epochs. An adapter is trained that \
            way, and the puzzle's tests are its exam. 'selkie fewshot train' teaches the model to write better \
            recipes.
            """,
        subcommands: [FewShotPull.self, FewShotShow.self, FewShotTrain.self, FewShotEval.self])
}
