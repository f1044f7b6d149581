public import LanguageModel

/// Which layers an adapter updates.
public enum AdaptedLayers: String, Sendable, Codable, CaseIterable {
    /// All of them.
    case all
    /// The upper half: what the lower half makes of a sequence is computed once and kept over epochs.
    case upper

    /// The layers of a model; `nil` is all of them.
    public func range(in configuration: ModelConfiguration) -> Range<Int>? {
        self == .all ? nil : configuration.layers / 2..<configuration.layers
    }
}
