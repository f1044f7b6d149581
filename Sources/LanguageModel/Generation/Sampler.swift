/// Draws tokens for one row, with random numbers of its own.
package struct Sampler {
    /// The rules.
    package let options: SamplingOptions
    private var generator: SeededGenerator

    /// A sampler at the start of a sequence of random numbers.
    package init(_ options: SamplingOptions, generator: SeededGenerator) {
        self.options = options
        self.generator = generator
    }

    /// Draws the next token and changes `logits` ([1, vocabulary]) on the way.
    ///
    /// `seen` holds the tokens so far, for the penalty.
    package mutating func draw(_ logits: Matrix, seen: Set<Int32>) -> Int32 {
        if options.repetitionPenalty != 1 { logits.penalise(seen, by: options.repetitionPenalty) }
        let inverseTemperature = 1 / options.temperature
        guard options.temperature > 0, inverseTemperature.isFinite else { return logits.mostLikely }
        let kept = likely(logits.softmax(inverseTemperature: inverseTemperature))
        // Logits are numbers, so that there is one; a product with the temperature may still overflow.
        guard let last = kept.last else { return logits.mostLikely }
        let mass = kept.reduce(0) { $0 + $1.probability }
        var point = Float.random(in: 0..<1, using: &generator) * mass
        for candidate in kept {
            point -= candidate.probability
            if point < 0 { return candidate.token }
        }
        return last.token
    }

    private struct Candidate {
        let token: Int32
        let probability: Float
    }

    /// The tokens that the rules keep; most likely first where a rule depends on the order.
    private func likely(_ probabilities: UnsafeBufferPointer<Float>) -> [Candidate] {
        let isOrdered = options.topK > 0 || options.topP < 1
        var kept = isOrdered ? mostLikely(probabilities) : candidates(probabilities, above: 0)
        if isOrdered {
            kept.sort {
                $0.probability != $1.probability ? $0.probability > $1.probability : $0.token < $1.token
            }
        }
        if options.topK > 0 { kept.removeLast(max(0, kept.count - options.topK)) }
        if options.topP < 1 {
            let limit = options.topP * (options.topK > 0 ? kept.reduce(0) { $0 + $1.probability } : 1)
            var sum: Float = 0
            let end = kept.firstIndex { candidate in
                sum += candidate.probability
                return sum >= limit
            }
            if let end { kept.removeLast(kept.count - end - 1) }
        }
        if options.minP > 0, let best = kept.map(\.probability).max() {
            kept.removeAll { $0.probability < options.minP * best }
        }
        return kept
    }

    /// All tokens above a threshold that is lowered until they are sure to contain what top-k and top-p keep:
    /// sorting the whole vocabulary would cost more than a layer.
    private func mostLikely(_ probabilities: UnsafeBufferPointer<Float>) -> [Candidate] {
        var threshold: Float = 1e-4
        while true {
            let kept = candidates(probabilities, above: threshold)
            let isEnough =
                options.topK > 0
                ? kept.count >= options.topK : kept.reduce(0) { $0 + $1.probability } >= options.topP
            if isEnough || threshold == 0 { return kept }
            threshold = threshold < 1e-8 ? 0 : threshold * 0.1
        }
    }

    private func candidates(_ probabilities: UnsafeBufferPointer<Float>, above threshold: Float)
        -> [Candidate]
    {
        var kept: [Candidate] = []
        for (token, probability) in probabilities.enumerated() where probability >= threshold {
            kept.append(Candidate(token: Int32(token), probability: probability))
        }
        return kept
    }
}
