/// The large weights of a model that are stored in few bits, packed; their float form is not filled.
package struct PackedWeights: Sendable {
    /// [layer][group].
    var layers: [[PackedWeight?]] = []
    /// The embedding.
    var embedding: PackedWeight?
    /// The output matrix; the embedding's when tied.
    var output: PackedWeight?

    /// Nothing is packed.
    init() {}

    /// Bytes of all of them.
    var byteCount: Int {
        let output = output === embedding ? nil : output
        return (layers.joined() + [embedding, output]).reduce(0) { $0 + ($1?.byteCount ?? 0) }
    }

    /// The packed weight of a group of projections, if there is one.
    func group(_ group: ProjectionGroup, layer: Int) -> PackedWeight? {
        layers.isEmpty ? nil : layers[layer][group.rawValue]
    }

    /// The packed weight that holds `name`, with the row where it begins.
    package func holder(of name: WeightName, _ configuration: ModelConfiguration) -> (
        weight: PackedWeight, firstRow: Int
    )? {
        switch name {
        case .embedding: return embedding.map { ($0, 0) }
        case .output: return output.map { ($0, 0) }
        case .projection(let projection, let layer):
            for kind in ProjectionGroup.allCases {
                guard let place = kind.members.firstIndex(of: projection) else { continue }
                let above = kind.members[..<place].reduce(0) { $0 + configuration.shape(of: $1).out }
                return group(kind, layer: layer).map { ($0, above) }
            }
            return nil
        default: return nil
        }
    }
}

extension ModelWeights {
    /// The fused weight of a group of projections: [out, in].
    package func weight(_ group: ProjectionGroup, layer: Int) -> FrozenWeight {
        let place = layers[layer]
        let floats =
            switch group {
            case .attentionInput: place.attentionInput
            case .attentionOutput: place.attentionOutput
            case .feedForwardInput: place.feedForwardInput
            case .feedForwardOutput: place.feedForwardOutput
            }
        return FrozenWeight(floats: floats, packed: packed.group(group, layer: layer))
    }

    /// The output matrix: [vocabulary, hidden].
    package var outputWeight: FrozenWeight { FrozenWeight(floats: output, packed: packed.output) }

    /// The embeddings: [vocabulary, hidden].
    var embeddingWeight: FrozenWeight { FrozenWeight(floats: embedding, packed: packed.embedding) }

    /// The values of a weight as floats, row after row, whichever form it is kept in.
    package func values(
        of name: WeightName, _ place: Matrix, _ configuration: ModelConfiguration
    ) -> [Float] {
        let holder = packed.holder(of: name, configuration)
        return [Float](unsafeUninitializedCapacity: place.rows * place.columns) { buffer, count in
            count = buffer.count
            guard let start = buffer.baseAddress else { return }
            for row in 0..<place.rows {
                let target = start + row * place.columns
                if let holder {
                    holder.weight.copyRow(holder.firstRow + row, to: target)
                } else {
                    target.update(from: place.row(row), count: place.columns)
                }
            }
        }
    }
}
