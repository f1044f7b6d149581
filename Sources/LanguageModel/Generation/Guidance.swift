import Foundation

/// A second prompt that an answer is led away from: one that lacks what the answer is to heed.
///
/// What is likely behind both prompts is likely whatever is asked; what is likely behind the one that is answered alone
/// belongs to it. A small model heeds a question, or a text, far better so.
///
/// Source: classifier-free guidance of language models (arXiv 2306.17806), context-aware decoding (arXiv 2305.14739).
public struct Guidance: Sendable {
    /// Token ids of the prompt, at least one; the request's adapter reads it, too.
    public var prompt: [Int32]
    /// How far logits are led away from those behind this prompt: their distance is multiplied by it.
    ///
    /// 1 changes nothing but what is plausible at all; a finite number.
    public var strength: Float

    /// Guidance by a prompt.
    public init(prompt: [Int32], strength: Float) {
        self.prompt = prompt
        self.strength = strength
    }

    /// Tokens that are less likely than this share of the likeliest are out of the question: where two small numbers are
    /// compared, nonsense wins.
    ///
    /// Source: contrastive decoding (arXiv 2210.15097), with its value.
    private static let plausible: Float = 0.1

    /// Leads logits ([1, vocabulary]) away from others of the same size.
    func lead(_ logits: Matrix, awayFrom other: Matrix) {
        let values = logits.start
        let floor = values[Int(logits.mostLikely)] + log(Self.plausible)
        for index in 0..<logits.columns {
            let value = values[index]
            values[index] =
                value < floor
                ? -.greatestFiniteMagnitude : other.start[index] + strength * (value - other.start[index])
        }
    }
}
