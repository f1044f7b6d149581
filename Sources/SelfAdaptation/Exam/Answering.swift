/// How a model answers out of what it has learned.
public enum Answering: String, Sendable, Codable, CaseIterable {
    /// With the adapter on, as any model is asked.
    case directly
    /// With the adapter on it says what it recalls; with the adapter off it reads that, and answers.
    ///
    /// What was trained to give back a text gives sentences of it to any question; the bare model, who was never trained
    /// on anything so narrow, tells what in them was asked.
    ///
    /// Source: recitation-augmented answers (arXiv 2210.01296), here of what an adapter has learned.
    case recalling
}
