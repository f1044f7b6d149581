/// What one row of a batch has cached: shared runs first, its own last.
package struct KVCache: Sendable {
    /// Read-only runs, in the order of the text.
    package var shared: [KVRun]
    /// The run that new tokens are written to.
    package var own: KVSegment

    /// What follows `shared` in the text goes to `own`.
    package init(shared: [KVRun], own: KVSegment) {
        self.shared = shared
        self.own = own
    }

    /// Tokens cached in all.
    package var count: Int { shared.reduce(own.count) { $0 + $1.count } }

    /// Keys and values of one layer in the order of the text, including `extra` new tokens.
    func segments(layer: Int, extra: Int) -> [(keys: Matrix, values: Matrix)] {
        var parts: [(keys: Matrix, values: Matrix)] = []
        parts.reserveCapacity(shared.count + 1)
        for run in shared { parts.append((run.keys(layer: layer), run.values(layer: layer))) }
        parts.append((own.keys(layer: layer, extra: extra), own.values(layer: layer, extra: extra)))
        return parts
    }
}
