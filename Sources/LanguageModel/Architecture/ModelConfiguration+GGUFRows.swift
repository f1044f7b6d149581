extension ModelConfiguration {
    /// The heads of a projection whose rows GGUF keeps as interleaved pairs, or nil where it keeps halves.
    ///
    /// Llama's files store the two elements that rotate together side by side; this engine and Hugging Face
    /// store first halves before second halves, as GGUF does for the other architectures.
    package func interleavedHeads(of projection: Projection) -> Int? {
        guard architecture == .llama else { return nil }
        return switch projection {
        case .query: heads
        case .key: keyHeads
        case .value, .output, .gate, .up, .down: nil
        }
    }
}

/// The place of rows in GGUF matrices whose heads hold the pairs of the rotation side by side.
package enum InterleavedRows {
    /// The stored row that holds `row` of a matrix of `rows` rows kept in halves.
    package static func stored(_ row: Int, of rows: Int, heads: Int) -> Int {
        let width = rows / heads
        let (head, place) = (row / width, row % width)
        let half = width / 2
        return head * width + 2 * (place % half) + place / half
    }
}
