/// What a teacher finds likely in one place: its likeliest tokens, and the rest in one bucket.
///
/// Source: knowledge distillation (arXiv 1503.02531), with the truncated targets of prompt distillation (arXiv 2412.14964).
public struct SoftTarget: Sendable, Equatable, Codable {
    /// The likeliest tokens.
    public var tokens: [Int32]
    /// Their probabilities, at the temperature of the distillation; what is left to 1 is the bucket's.
    public var probabilities: [Float]

    /// A target; as many probabilities as tokens.
    public init(tokens: [Int32], probabilities: [Float]) {
        precondition(tokens.count == probabilities.count, "each token needs its probability")
        self.tokens = tokens
        self.probabilities = probabilities
    }
}

/// What a teacher finds likely at the places of a sequence that bear loss.
///
/// The loss of such a place is hardShare · cross-entropy + temperature² · KL(teacher ‖ student), in nats, both
/// distributions at the temperature, over the teacher's likeliest tokens and one bucket for the rest.
public struct SoftTargets: Sendable, Equatable, Codable {
    /// One for each token from the sequence's `lossStart` on.
    public var places: [SoftTarget]
    /// Divides the logits of teacher and student.
    public var temperature: Float
    /// The weight of the cross-entropy with the sequence's own token.
    public var hardShare: Float

    /// Targets of a sequence's places, in order.
    public init(_ places: [SoftTarget], temperature: Float = 2, hardShare: Float = 0) {
        self.places = places
        self.temperature = temperature
        self.hardShare = hardShare
    }

    /// The target of a place; `nil` beyond the last.
    func row(_ place: Int) -> SoftRow? {
        guard places.indices.contains(place) else { return nil }
        return SoftRow(target: places[place], temperature: temperature, hardShare: hardShare)
    }
}
