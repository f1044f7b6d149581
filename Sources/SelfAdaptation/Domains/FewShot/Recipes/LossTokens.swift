/// Which tokens of an example bear loss.
public enum LossTokens: String, Sendable, Codable, CaseIterable {
    /// All of them: demonstrations and input are learned, too.
    case all
    /// Those of the output that is asked for.
    case outputs
}

extension LossTokens {
    /// What a recipe calls it.
    var strategy: String {
        switch self {
        case .all: "train_using_all_tokens"
        case .outputs: "train_using_output_tokens"
        }
    }
}
