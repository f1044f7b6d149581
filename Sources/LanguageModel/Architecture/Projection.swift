/// The seven linear layers of a transformer block that an adapter can update, by their Hugging Face names.
public enum Projection: String, CaseIterable, Sendable, Codable, Hashable {
    case query = "q_proj"
    case key = "k_proj"
    case value = "v_proj"
    case output = "o_proj"
    case gate = "gate_proj"
    case up = "up_proj"
    case down = "down_proj"

    /// The path of the module inside a Hugging Face model's layer, as PEFT's tensor names spell it.
    public var modulePath: String {
        switch self {
        case .query, .key, .value, .output: "self_attn.\(rawValue)"
        case .gate, .up, .down: "mlp.\(rawValue)"
        }
    }

    /// The name of the weight inside a GGUF block (`blk.N.NAME.weight`).
    public var ggufName: String {
        switch self {
        case .query: "attn_q"
        case .key: "attn_k"
        case .value: "attn_v"
        case .output: "attn_output"
        case .gate: "ffn_gate"
        case .up: "ffn_up"
        case .down: "ffn_down"
        }
    }
}

/// Projections that read the same input, so that their products are computed as one.
package enum ProjectionGroup: Int, CaseIterable, Sendable {
    case attentionInput, attentionOutput, feedForwardInput, feedForwardOutput

    /// The members in the order in which their outputs lie side by side.
    package var members: [Projection] {
        switch self {
        case .attentionInput: [.query, .key, .value]
        case .attentionOutput: [.output]
        case .feedForwardInput: [.gate, .up]
        case .feedForwardOutput: [.down]
        }
    }
}
