/// AdamW's moments, laid out like the adapter's parameters, after some optimizer steps.
package final class OptimizerState: Sendable {
    /// Running mean of the gradients.
    let first: FloatBuffer
    /// Running mean of their squares.
    let second: FloatBuffer

    /// The moments before the first step: zero.
    convenience init(count: Int) {
        self.init(first: FloatBuffer(count: count), second: FloatBuffer(count: count))
    }

    /// Moments that were kept.
    init(first: FloatBuffer, second: FloatBuffer) {
        self.first = first
        self.second = second
    }

    /// A copy with memory of its own.
    func copy() -> OptimizerState {
        let copy = OptimizerState(count: first.count)
        copy.first.start.update(from: first.start, count: first.count)
        copy.second.start.update(from: second.start, count: second.count)
        return copy
    }
}
