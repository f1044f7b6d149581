/// Keys and values of a run of tokens in all layers; shared by the rows whose text begins alike.
///
/// Layout: for each layer keys [capacity, keyWidth], then values of the same shape. Only the engine that
/// owns a segment writes to it, and only behind `count`.
package final class KVSegment: @unchecked Sendable {
    private let memory: FloatBuffer
    private let width: Int
    /// Tokens that fit.
    package let capacity: Int
    /// Tokens held.
    package private(set) var count = 0

    /// An empty segment for `capacity` tokens.
    package init(_ configuration: ModelConfiguration, capacity: Int) {
        width = configuration.keyWidth
        self.capacity = capacity
        memory = FloatBuffer(count: configuration.layers * 2 * capacity * width)
    }

    /// A segment of its own that holds what `runs` hold, and no more.
    convenience init(_ configuration: ModelConfiguration, copying runs: [KVRun]) {
        self.init(configuration, capacity: max(1, runs.reduce(0) { $0 + $1.count }))
        for run in runs {
            for layer in 0..<configuration.layers {
                write(layer: layer, keys: run.keys(layer: layer), values: run.values(layer: layer))
            }
            commit(run.count)
        }
    }

    /// Keys of the tokens held and `extra` that are being written: [count, keyWidth].
    func keys(layer: Int, extra: Int = 0) -> Matrix {
        Matrix(start: start(layer), rows: count + extra, columns: width)
    }

    /// Values of the tokens held and `extra` that are being written: [count, keyWidth].
    func values(layer: Int, extra: Int = 0) -> Matrix {
        Matrix(start: start(layer) + capacity * width, rows: count + extra, columns: width)
    }

    /// Copies keys and values of new tokens behind those held; ``commit(_:)`` counts them when all layers have them.
    func write(layer: Int, keys: Matrix, values: Matrix) {
        precondition(count + keys.rows <= capacity, "the segment is full")
        let place = Matrix(start: start(layer) + count * width, rows: keys.rows, columns: width)
        place.copy(from: keys)
        Matrix(start: place.start + capacity * width, rows: values.rows, columns: width).copy(from: values)
    }

    /// Counts `tokens` tokens that every layer has written.
    func commit(_ tokens: Int) { count += tokens }

    /// Forgets what lies behind the first `tokens` tokens.
    func shorten(to tokens: Int) { count = min(count, tokens) }

    private func start(_ layer: Int) -> UnsafeMutablePointer<Float> {
        memory.start + layer * 2 * capacity * width
    }
}
