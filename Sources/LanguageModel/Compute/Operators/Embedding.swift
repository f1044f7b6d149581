import Kernels

extension ThreadPool {
    /// Writes the rows of `table` that belong to `tokens`, times `scale`, to `output`: [n, hidden].
    func embed(_ tokens: [Int32], in table: FrozenWeight, scale: Float, into output: Matrix) {
        if let packed = table.packed {
            split(tokens.count) { part in
                for row in part {
                    packed.copyRow(Int(tokens[row]), to: output.row(row))
                    for column in 0..<output.columns { output.row(row)[column] *= scale }
                }
            }
            return
        }
        tokens.withUnsafeBufferPointer { ids in
            guard let ids = ids.baseAddress else { return }
            selkie_embed(
                output.start, output.stride, table.floats.start, table.floats.stride, ids, scale,
                tokens.count, output.columns)
        }
    }
}
