import Files
import Foundation
import ModelFormats

extension ModelConfiguration {
    /// Reads the configuration of a Hugging Face model.
    ///
    /// - Throws: `Diagnosis` for a feature that is not supported or sizes that do not fit.
    init(_ config: HuggingFaceConfig, file: String) throws {
        func refuse(_ place: String, _ problem: String) -> Diagnosis {
            Diagnosis(
                .unsupportedFeature, file: file, place: place, problem: problem, remedy: "use another model")
        }
        let isGemma = config.family == .gemma3
        if config.attentionSoftcap != nil {
            throw refuse("attn_logit_softcapping", "capped attention scores")
        }
        if config.logitSoftcap != nil { throw refuse("final_logit_softcapping", "capped logits") }
        if config.mlpBias { throw refuse("mlp_bias", "biases in the feed-forward layer") }
        if config.attentionBias { throw refuse("attention_bias", "a bias on attention's output") }
        let activations: [String: Activation] = [
            "silu": .silu, "swish": .silu, "gelu_pytorch_tanh": .geluTanh, "gelu_new": .geluTanh,
        ]
        guard let activation = activations[config.activation] else {
            throw refuse("hidden_act", "the activation \(config.activation)")
        }
        let architecture: Architecture =
            switch config.family {
            case .llama, .mistral: .llama
            case .qwen2: .qwen2
            case .qwen3: .qwen3
            case .gemma3: .gemma3
            }
        self.init(
            architecture: architecture, vocabulary: config.vocabularySize, hidden: config.hiddenSize,
            layers: config.layerCount, heads: config.headCount, keyHeads: config.keyValueHeadCount,
            headWidth: config.headSize, feedForward: config.intermediateSize,
            normEpsilon: Float(config.rmsNormEpsilon), contextLength: config.maximumPositions,
            rotary: RotaryEmbedding(config.rope), localRotary: RotaryEmbedding(config.slidingRope),
            windows: config.slidingLayers.map { $0 ? config.slidingWindow ?? 0 : 0 },
            usesLocalRotary: config.slidingLayers.map { isGemma && $0 },
            attentionScale: Float(1 / (config.queryScalar ?? Double(config.headSize)).squareRoot()),
            embeddingScale: isGemma ? Float(config.hiddenSize).squareRoot() : 1, activation: activation,
            hasAttentionBias: config.family == .qwen2, hasQueryKeyNorm: config.family == .qwen3 || isGemma,
            hasPostNorm: isGemma, tiesEmbeddings: config.tiesEmbeddings)
        try validate(file: file)
    }
}

extension ModelConfiguration.RotaryEmbedding {
    init(_ rope: ModelFormats.RotaryEmbedding) {
        switch rope.scaling {
        case .none: self.init(base: rope.theta)
        case .linear(let factor): self.init(base: rope.theta, linearFactor: factor)
        case .llama3(let factor, let low, let high, let positions):
            self.init(
                base: rope.theta,
                llama3: ModelConfiguration.Llama3Scaling(
                    factor: factor, lowFrequencyFactor: low, highFrequencyFactor: high,
                    originalContext: Double(positions)))
        }
    }
}
