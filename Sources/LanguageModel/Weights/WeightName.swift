/// A weight of a model, independent of how a file format spells its name.
package enum WeightName: Sendable, Hashable {
    /// Weights outside the blocks.
    case embedding, output, finalNorm
    /// A projection's matrix or bias.
    case projection(Projection, layer: Int)
    case bias(Projection, layer: Int)
    /// Norms of a block.
    case inputNorm(layer: Int)
    case postAttentionNorm(layer: Int)
    case feedForwardNorm(layer: Int)
    case postFeedForwardNorm(layer: Int)
    case queryNorm(layer: Int)
    case keyNorm(layer: Int)

    /// Whether this is the scale of a normalisation.
    package var isNorm: Bool {
        switch self {
        case .finalNorm, .inputNorm, .postAttentionNorm, .feedForwardNorm, .postFeedForwardNorm, .queryNorm,
            .keyNorm:
            true
        case .embedding, .output, .projection, .bias: false
        }
    }

    /// The name in a Hugging Face checkpoint, without the `model.` prefix's variations.
    package func huggingFaceName(_ configuration: ModelConfiguration) -> String {
        switch self {
        case .embedding: "model.embed_tokens.weight"
        case .output: "lm_head.weight"
        case .finalNorm: "model.norm.weight"
        case .projection(let projection, let layer): "model.layers.\(layer).\(projection.modulePath).weight"
        case .bias(let projection, let layer): "model.layers.\(layer).\(projection.modulePath).bias"
        case .inputNorm(let layer): "model.layers.\(layer).input_layernorm.weight"
        case .postAttentionNorm(let layer): "model.layers.\(layer).post_attention_layernorm.weight"
        case .feedForwardNorm(let layer):
            // Where attention's output has a norm of its own, that one has taken the usual name.
            configuration.hasPostNorm
                ? "model.layers.\(layer).pre_feedforward_layernorm.weight"
                : "model.layers.\(layer).post_attention_layernorm.weight"
        case .postFeedForwardNorm(let layer): "model.layers.\(layer).post_feedforward_layernorm.weight"
        case .queryNorm(let layer): "model.layers.\(layer).self_attn.q_norm.weight"
        case .keyNorm(let layer): "model.layers.\(layer).self_attn.k_norm.weight"
        }
    }

    /// The name in a GGUF file.
    package var ggufName: String {
        switch self {
        case .embedding: "token_embd.weight"
        case .output: "output.weight"
        case .finalNorm: "output_norm.weight"
        case .projection(let projection, let layer): "blk.\(layer).\(projection.ggufName).weight"
        case .bias(let projection, let layer): "blk.\(layer).\(projection.ggufName).bias"
        case .inputNorm(let layer): "blk.\(layer).attn_norm.weight"
        case .postAttentionNorm(let layer): "blk.\(layer).post_attention_norm.weight"
        case .feedForwardNorm(let layer): "blk.\(layer).ffn_norm.weight"
        case .postFeedForwardNorm(let layer): "blk.\(layer).post_ffw_norm.weight"
        case .queryNorm(let layer): "blk.\(layer).attn_q_norm.weight"
        case .keyNorm(let layer): "blk.\(layer).attn_k_norm.weight"
        }
    }
}

extension ModelWeights {
    /// Every weight of the model with its place: norms and biases are one row.
    package func places(_ configuration: ModelConfiguration) -> [(name: WeightName, place: Matrix)] {
        var places: [(WeightName, Matrix)] = [(.embedding, embedding), (.finalNorm, finalNorm)]
        if !configuration.tiesEmbeddings { places.append((.output, output)) }
        for (index, layer) in layers.enumerated() {
            var row = 0
            for projection in ProjectionGroup.attentionInput.members {
                let rows = row..<row + configuration.shape(of: projection).out
                places.append((.projection(projection, layer: index), layer.attentionInput.slice(rows: rows)))
                if let bias = layer.attentionBias {
                    places.append((.bias(projection, layer: index), bias.slice(columns: rows)))
                }
                row = rows.upperBound
            }
            let width = configuration.feedForward
            places += [
                (.projection(.output, layer: index), layer.attentionOutput),
                (.projection(.gate, layer: index), layer.feedForwardInput.slice(rows: 0..<width)),
                (.projection(.up, layer: index), layer.feedForwardInput.slice(rows: width..<2 * width)),
                (.projection(.down, layer: index), layer.feedForwardOutput),
                (.inputNorm(layer: index), layer.inputNorm),
                (.feedForwardNorm(layer: index), layer.feedForwardNorm),
            ]
            if let norm = layer.postAttentionNorm { places.append((.postAttentionNorm(layer: index), norm)) }
            if let norm = layer.postFeedForwardNorm {
                places.append((.postFeedForwardNorm(layer: index), norm))
            }
            if let norm = layer.queryNorm { places.append((.queryNorm(layer: index), norm)) }
            if let norm = layer.keyNorm { places.append((.keyNorm(layer: index), norm)) }
        }
        return places
    }
}
