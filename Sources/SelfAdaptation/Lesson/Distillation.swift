import LanguageModel
import Text

/// Lets a model that sees the passage teach the one that does not: what it finds likely becomes the target.
///
/// Sources: prompt distillation (arXiv 2412.14964) for questions, at a temperature of 2 over the likeliest 16 tokens; split
/// contexts (arXiv 2602.16093) for the text, whose teacher reads what comes before the piece as well.
struct Distillation: Sendable {
    /// Divides the logits of both.
    static let temperature: Float = 2
    /// Tokens that the teacher tells of.
    static let likeliest = 16
    /// The weight of the token itself, where the answer is known to be right.
    static let hardShare: Float = 0.3

    let engine: Engine
    /// Who teaches; `nil` is the bare model.
    let teacher: Adapter?

    /// A sequence with what its teacher reads in its place: the same end after another beginning.
    struct Pair {
        let student: TrainingSequence
        let teacher: TrainingSequence
        /// The weight of the student's own tokens.
        let hardShare: Float

        /// `nil` when the two do not end alike.
        init?(_ student: TrainingSequence, taught tokens: [Int32], hardShare: Float) {
            let end = student.tokens[student.lossStart...]
            guard tokens.count > end.count, tokens.suffix(end.count).elementsEqual(end) else { return nil }
            self.student = student
            teacher = TrainingSequence(tokens: tokens, lossStart: tokens.count - end.count)
            self.hardShare = hardShare
        }
    }

    /// The students' sequences with their teachers' targets.
    ///
    /// - Throws: What the engine throws.
    func taught(_ pairs: [Pair]) async throws -> [TrainingSequence] {
        let targets = try await engine.teach(
            pairs.map { ($0.teacher, teacher) }, count: Self.likeliest, temperature: Self.temperature)
        return zip(pairs, targets).map { pair, places in
            var sequence = pair.student
            sequence.soft = SoftTargets(
                places, temperature: Self.temperature, hardShare: pair.hardShare)
            return sequence
        }
    }
}
