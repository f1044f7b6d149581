/// What a benchmark can measure, in the order in which it does.
package enum BenchMeasure: String, CaseIterable, Codable, Sendable {
    /// What processor and memory allow at most.
    case machine
    /// Every kernel on every path that the processor can run.
    case kernels
    /// Products with packed weights against the same weights as floats, at any number of tokens.
    case cliff
    /// Matrix products of the model's forward and backward pass.
    case products
    /// One adapter, and five together, with the share of their matrix-multiply limit and the peak memory.
    case training
    /// Two to sixteen adapters together.
    case scaling
    /// Adapters of the upper half of the layers against adapters of all.
    case upperLayers = "upper-layers"
    /// One adapter with batches of sixteen short sequences.
    case packing
    /// Five self-edits trained and examined.
    case judging
    /// Decoding of one row and of several.
    case decoding
    /// Computing a prompt.
    case prompt
}
