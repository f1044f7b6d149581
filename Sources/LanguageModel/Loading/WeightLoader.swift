import Kernels
import ModelFormats

/// Expands the stored weights of a model into float32, on all threads.
struct WeightLoader {
    let source: any TensorSource
    let configuration: ModelConfiguration
    /// Name of a weight in the source.
    let name: (WeightName) -> String
    /// Heads whose rows the file stores as interleaved pairs, or nil when the projection is stored in halves.
    let interleavedHeads: (Projection) -> Int?
    /// Added to the scales of norms (Hugging Face stores gemma's less one).
    let normOffset: Float

    private struct Task {
        let place: Matrix
        let bytes: UnsafeRawBufferPointer
        let format: selkie_block_format
        let rowBytes: Int
        let heads: Int?
        let offset: Float
        let entry: TensorEntry
    }

    /// Fills `weights`.
    ///
    /// - Throws: `FormatError` for a missing tensor, ``ModelError`` with `.wrongShape` or `.notFinite`.
    func load(into weights: ModelWeights, pool: ThreadPool) throws {
        let tasks = try weights.places(configuration).map(task)
        // Rows of the large matrices are spread over the threads; small tensors ride along.
        let pieces = tasks.indices.flatMap { index in
            let rows = tasks[index].place.rows
            return stride(from: 0, to: rows, by: 4096).map { (index, $0..<min($0 + 4096, rows)) }
        }
        var isFinite = [Bool](repeating: true, count: pieces.count)
        isFinite.withUnsafeMutableBufferPointer { isFinite in
            pool.run(pieces.count) { piece, _ in
                let (index, rows) = pieces[piece]
                isFinite[piece] = Self.expand(tasks[index], rows: rows)
            }
        }
        if let bad = isFinite.firstIndex(of: false) {
            throw ModelError(
                .notFinite, file: source.path, place: "tensor \(tasks[pieces[bad].0].entry.name)",
                problem: "a weight is NaN or infinite", remedy: "fetch the model again")
        }
    }

    private func task(_ weight: WeightName, _ place: Matrix) throws -> Task {
        let (entry, bytes) = try source.tensor(named: name(weight))
        let expected = place.rows == 1 ? [place.columns] : [place.rows, place.columns]
        guard entry.shape == expected || entry.shape == [place.rows, place.columns] else {
            throw ModelError(
                .wrongShape, file: source.path, place: "tensor \(entry.name)",
                problem: "shape \(entry.shape) where the configuration needs \(expected)",
                remedy: "the file is damaged or of another model; fetch it again")
        }
        guard let format = selkie_block_format_named(entry.type.rawValue) else {
            throw ModelError(
                .unsupportedFeature, file: source.path, place: "tensor \(entry.name)",
                problem: "no kernel expands \(entry.type.rawValue)", remedy: "use another quantization")
        }
        var heads: Int?
        if case .projection(let projection, _) = weight { heads = interleavedHeads(projection) }
        if case .bias(let projection, _) = weight { heads = interleavedHeads(projection) }
        return Task(
            place: place, bytes: bytes, format: format.pointee,
            rowBytes: place.columns / entry.type.blockSize * entry.type.bytesPerBlock, heads: heads,
            offset: weight.isNorm ? normOffset : 0, entry: entry)
    }

    /// Expands some rows of one tensor; false when a value is not finite.
    private static func expand(_ task: Task, rows: Range<Int>) -> Bool {
        guard let base = task.bytes.baseAddress, let expand = task.format.dequantize else { return false }
        let place = task.place
        let isBias = place.rows == 1
        var isFinite = true
        for row in rows {
            let target = place.row(row)
            let stored =
                task.heads.map { isBias ? row : InterleavedRows.stored(row, of: place.rows, heads: $0) }
                ?? row
            expand(target, base + stored * task.rowBytes, place.columns / task.format.block_size)
            if isBias, let heads = task.heads { deinterleave(target, count: place.columns, heads: heads) }
            if task.offset != 0 {
                for column in 0..<place.columns { target[column] += task.offset }
            }
            if selkie_all_finite(target, place.columns) == 0 { isFinite = false }
        }
        return isFinite
    }

    private static func deinterleave(_ values: UnsafeMutablePointer<Float>, count: Int, heads: Int) {
        let stored = Array(UnsafeBufferPointer(start: values, count: count))
        for index in 0..<count {
            values[index] = stored[InterleavedRows.stored(index, of: count, heads: heads)]
        }
    }
}
