import Files
import ModelFormats

/// The weights of a base with an adapter folded in, under their Hugging Face names.
struct MergedWeights: Sendable {
    let parts: ModelParts
    let adapter: Adapter?
    let type: TensorType

    /// Every weight but a tied output matrix as a tensor to be written, whose values are made only then.
    func tensors() -> [TensorContent] {
        parts.weights.places(parts.configuration).map { name, place in
            TensorContent(
                name: name.huggingFaceName(parts.configuration),
                shape: place.rows == 1 ? [place.columns] : [place.rows, place.columns], type: type
            ) { () throws(Diagnosis) in
                let values = values(of: name, place)
                guard let bytes = type.encode(values), values.allSatisfy(isNumber) else {
                    throw overflow(of: name)
                }
                return bytes
            }
        }
    }

    /// Whether a value is a number as it will be stored: the largest of single precision have none in bfloat16.
    private func isNumber(_ value: Float) -> Bool {
        let largest: Float = type == .bf16 ? 0x1.FEp127 : .greatestFiniteMagnitude
        return abs(value) <= largest
    }

    private func overflow(of name: WeightName) -> Diagnosis {
        Diagnosis(
            .notFinite, file: adapter?.source ?? "the weights",
            place: "tensor '\(name.huggingFaceName(parts.configuration))'",
            problem:
                "is no number in every place with the adapter folded in, as \(type == .bf16 ? "bf16" : "f32")",
            remedy: "train the adapter again with a lower learning rate")
    }

    /// The values of one weight, [rows, columns] packed: W + scale · B · A where it is adapted.
    private func values(of name: WeightName, _ place: Matrix) -> [Float] {
        var values = parts.weights.values(of: name, place, parts.configuration)
        if name.isNorm, parts.configuration.architecture == .gemma3 {
            // Hugging Face stores gemma's scales less one.
            for index in values.indices { values[index] -= 1 }
        }
        if case .projection(let projection, let layer) = name {
            values.withUnsafeMutableBufferPointer { buffer in
                guard let start = buffer.baseAddress else { return }
                add(projection, layer, to: Matrix(start: start, rows: place.rows, columns: place.columns))
            }
        }
        return values
    }

    private func add(_ projection: Projection, _ layer: Int, to weight: Matrix) {
        guard let adapter else { return }
        for group in ProjectionGroup.allCases {
            guard let part = adapter.layout.group(group, layer: layer),
                let module = part.modules.first(where: { $0.projection == projection })
            else { continue }
            let a = part.a(in: adapter.parameters).slice(rows: module.rankColumns)
            let b = module.transposedB(in: adapter.parameters)
            // The update of a row is summed before it meets the weight, which is much larger.
            var update = [Float](repeating: 0, count: weight.columns)
            update.withUnsafeMutableBufferPointer { update in
                for row in 0..<weight.rows {
                    update.update(repeating: 0)
                    for inner in 0..<module.rank {
                        let factor = module.scale * b.row(inner)[row]
                        let source = a.row(inner)
                        for column in update.indices { update[column] += factor * source[column] }
                    }
                    let target = weight.row(row)
                    for column in update.indices { target[column] += update[column] }
                }
            }
        }
    }
}
