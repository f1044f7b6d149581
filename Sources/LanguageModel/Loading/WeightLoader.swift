import Files
import ModelFormats

/// Packs the weights of few bits of a model and expands the others into float32, on all threads.
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
        let bytes: FileBytes
        let format: StoredFormat
        let rowBytes: Int
        let heads: Int?
        let offset: Float
        let entry: TensorEntry

        /// The stored rows in the order of the place's rows, nil when they are not packed: addresses in the file, which
        /// last as long as the task.
        var storedRows: PackedWeight.Rows? {
            guard format.isPacked else { return nil }
            return bytes.withUnsafeBytes { bytes in
                PackedWeight.Rows(
                    format: format,
                    blocks: (0..<place.rows).map {
                        bytes.baseAddress?.advanced(by: storedRow($0) * rowBytes)
                    })
            }
        }

        /// The stored row that holds a row of the place.
        func storedRow(_ row: Int) -> Int {
            guard let heads, place.rows > 1 else { return row }
            return InterleavedRows.stored(row, of: place.rows, heads: heads)
        }
    }

    /// Whether a weight stays in its few bits: its type is one that is packed, and so is that of all that is multiplied
    /// together with it.
    func staysPacked(_ weight: WeightName) -> Bool {
        let members: [WeightName]
        switch weight {
        case .embedding, .output: members = [weight]
        case .projection(let projection, let layer):
            let group = ProjectionGroup.allCases.first { $0.members.contains(projection) }
            members = (group?.members ?? []).map { .projection($0, layer: layer) }
        default: members = []
        }
        return !members.isEmpty
            && members.allSatisfy { member in
                guard let entry = source.entry(named: name(member)), let columns = entry.shape.last,
                    let format = StoredFormat(named: entry.type.rawValue)
                else { return false }
                return format.packs(columns: columns)
            }
    }

    /// Bytes that the weights take at the least, in float32 or in the few bits of their file.
    var byteCount: Int {
        let projections = (0..<configuration.layers).flatMap { layer in
            Projection.allCases.map { WeightName.projection($0, layer: layer) }
        }
        let large = [.embedding] + (configuration.tiesEmbeddings ? [] : [.output]) + projections
        return large.reduce(0) { bytes, weight in
            guard let entry = source.entry(named: name(weight)) else { return bytes }
            return bytes
                + (staysPacked(weight) ? entry.byteCount : entry.elementCount * MemoryLayout<Float>.stride)
        }
    }

    /// Fills `weights`.
    ///
    /// - Throws: `Diagnosis` with `.missing` for a missing tensor, `.wrongShape` or `.notFinite`.
    func load(into weights: ModelWeights, pool: ThreadPool) throws {
        let packed = try pack(into: weights, pool: pool)
        let tasks = try weights.places(configuration).filter { !packed.contains($0.name) }.map(task)
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
            throw notFinite(tasks[pieces[bad].0].entry)
        }
    }

    /// Packs the large weights of few bits and returns the names of what they hold.
    private func pack(into weights: ModelWeights, pool: ThreadPool) throws -> Set<WeightName> {
        let places = Dictionary(
            weights.places(configuration).map { ($0.name, $0.place) }, uniquingKeysWith: { first, _ in first }
        )
        var names: Set<WeightName> = []
        func packed(_ members: [WeightName]) throws -> PackedWeight? {
            guard let first = members.first, staysPacked(first) else { return nil }
            let tasks = try members.compactMap { name in try places[name].map { try task(name, $0) } }
            let weight = withExtendedLifetime(tasks) {
                tasks.first.flatMap {
                    PackedWeight(tasks.compactMap(\.storedRows), columns: $0.place.columns, pool: pool)
                }
            }
            guard let weight else { throw notFinite(tasks[0].entry) }
            names.formUnion(members)
            return weight
        }
        weights.packed.layers = try (0..<configuration.layers).map { layer in
            try ProjectionGroup.allCases.map { group in
                try packed(group.members.map { .projection($0, layer: layer) })
            }
        }
        weights.packed.embedding = try packed([.embedding])
        weights.packed.output =
            configuration.tiesEmbeddings ? weights.packed.embedding : try packed([.output])
        return names
    }

    private func notFinite(_ entry: TensorEntry) -> Diagnosis {
        Diagnosis(
            .notFinite, file: source.path, place: "tensor \(entry.name)",
            problem: "a weight is NaN or infinite",
            remedy: "fetch the model again")
    }

    private func task(_ weight: WeightName, _ place: Matrix) throws -> Task {
        let (entry, bytes) = try source.tensor(named: name(weight))
        let expected = place.rows == 1 ? [place.columns] : [place.rows, place.columns]
        guard entry.shape == expected || entry.shape == [place.rows, place.columns] else {
            throw Diagnosis(
                .wrongShape, file: source.path, place: "tensor \(entry.name)",
                problem: "shape \(entry.shape) where the configuration needs \(expected)",
                remedy: "the file is damaged or of another model; fetch it again")
        }
        guard let format = StoredFormat(named: entry.type.rawValue) else {
            throw Diagnosis(
                .unsupportedFeature, file: source.path, place: "tensor \(entry.name)",
                problem: "no kernel expands \(entry.type.rawValue)", remedy: "use another quantization")
        }
        var heads: Int?
        if case .projection(let projection, _) = weight { heads = interleavedHeads(projection) }
        if case .bias(let projection, _) = weight { heads = interleavedHeads(projection) }
        return Task(
            place: place, bytes: bytes, format: format,
            rowBytes: place.columns / entry.type.blockSize * entry.type.bytesPerBlock, heads: heads,
            offset: weight.isNorm ? normOffset : 0, entry: entry)
    }

    /// Expands some rows of one tensor; false when a value is not finite.
    private static func expand(_ task: Task, rows: Range<Int>) -> Bool {
        task.bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            let place = task.place
            let isBias = place.rows == 1
            var isFinite = true
            for row in rows {
                let target = place.row(row)
                task.format.expand(
                    base + task.storedRow(row) * task.rowBytes, to: target, count: place.columns)
                if isBias, let heads = task.heads { deinterleave(target, count: place.columns, heads: heads) }
                if task.offset != 0 {
                    for column in 0..<place.columns { target[column] += task.offset }
                }
                if !place.isFinite(row: row) { isFinite = false }
            }
            return isFinite
        }
    }

    private static func deinterleave(_ values: UnsafeMutablePointer<Float>, count: Int, heads: Int) {
        let stored = Array(UnsafeBufferPointer(start: values, count: count))
        for index in 0..<count {
            values[index] = stored[InterleavedRows.stored(index, of: count, heads: heads)]
        }
    }
}
