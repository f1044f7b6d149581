import LanguageModel

/// Another schedule for an item's own material: what a comparison tries to find the best one.
public struct AloneSchedule: Sendable, Hashable, Codable {
    /// Passes over the material.
    public var epochs: Int
    /// Peak learning rate.
    public var learningRate: Float

    /// A schedule with both its parts.
    public init(epochs: Int, learningRate: Float) {
        self.epochs = epochs
        self.learningRate = learningRate
    }

    /// The same material, trained on by this schedule.
    func applied(to study: Study) -> Study {
        var study = study
        study.innerLoop.training.epochs = epochs
        study.innerLoop.training.learningRate = learningRate
        return study
    }
}
