import Files

extension Engine {
    /// Says whether requests can be answered as they are.
    ///
    /// - Throws: `Diagnosis` for a prompt that is empty or longer than the window, an adapter of another base, and sampling
    ///   that can't be done.
    public nonisolated func check(_ requests: [GenerationRequest]) throws {
        for request in requests { try check(request) }
    }

    nonisolated func check(_ request: GenerationRequest) throws {
        for prompt in [request.prompt, request.guidance?.prompt].compactMap(\.self) {
            try check(prompt, limit: model.configuration.contextLength - 1)
        }
        try check(request.adapter)
        try request.sampling.check()
        if let strength = request.guidance?.strength, !strength.isFinite {
            throw Diagnosis(
                .badRequest, problem: "an answer led away by \(strength)", remedy: "give a finite number")
        }
        guard request.samples >= 1, request.maxTokens >= 0 else {
            throw Diagnosis(
                .badRequest, problem: "\(request.samples) samples of at most \(request.maxTokens) tokens",
                remedy: "ask for at least one sample and no negative number of tokens")
        }
    }

    nonisolated func overflow(of adapter: Adapter?) -> Diagnosis {
        guard let adapter else {
            return Diagnosis(
                .notFinite, file: model.path, place: "logits",
                problem: "they are no numbers: the weights are too large for single precision",
                remedy: "the model is damaged; fetch it again, or use another")
        }
        return Diagnosis(
            .notFinite, file: adapter.source ?? model.path, place: "logits",
            problem: adapter.source == nil
                ? "they are no numbers with the adapter"
                : "they are no numbers with this adapter on \(model.path)",
            remedy: "use the model without it, or train the adapter again with a lower learning rate")
    }

    nonisolated func check(_ adapter: Adapter?) throws {
        guard let adapter, !adapter.layout.fits(model.configuration) else { return }
        throw Diagnosis(
            .otherBase, file: model.path, problem: "the adapter's factors do not fit this model",
            remedy: "use the adapter on the base it was trained for")
    }

    nonisolated func check(_ target: SoftTarget) throws {
        let isUsable =
            target.tokens.allSatisfy { 0..<model.configuration.vocabulary ~= Int($0) }
            && Set(target.tokens).count == target.tokens.count
            && target.probabilities.allSatisfy { 0...1 ~= $0 } && target.probabilities.reduce(0, +) <= 1.001
        guard isUsable else {
            throw Diagnosis(
                .badRequest, problem: "a soft target is no distribution over the vocabulary",
                remedy: "let a model of the same vocabulary teach")
        }
    }

    nonisolated func check(_ tokens: [Int32], limit: Int) throws {
        guard !tokens.isEmpty else {
            throw Diagnosis(.badRequest, problem: "the text has no tokens", remedy: "give it some text")
        }
        guard tokens.count <= limit else {
            throw Diagnosis(
                .contextTooLong, file: model.path,
                problem:
                    "\(tokens.count) tokens where the model's window has \(model.configuration.contextLength)",
                remedy: "shorten the text")
        }
        guard tokens.allSatisfy({ $0 >= 0 && Int($0) < model.configuration.vocabulary }) else {
            throw Diagnosis(
                .badRequest, problem: "a token is outside the vocabulary", remedy: "use this model's tokens")
        }
    }
}
