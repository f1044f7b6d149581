import Foundation
import Text

/// What an author is shown to write one completion of a self-edit.
struct SelfEditPrompt: Sendable, Equatable {
    /// The instruction with the text that it is about.
    let instruction: String
    /// How the answer begins: it settles the form, and belongs to the completion.
    let opening: String
    /// The longest completion, in tokens.
    let maxTokens: Int
    /// What ends the answer besides its end token.
    let stop: [String]

    /// The prompts of one style for a context.
    ///
    /// The context is shown a piece at a time.
    static func all(
        _ style: SelfEditStyle, for context: Context, in pieces: TextPieces
    ) -> [SelfEditPrompt] {
        let texts = pieces.of(context.text).map { (text: $0, size: pieces.measure.size(of: $0)) }
        return style.parts.flatMap { part in
            texts.map { SelfEditPrompt(part, piece: $0.text, size: $0.size, title: context.title) }
        }
    }

    /// The prompt for the directives of a context.
    ///
    /// The text's size is shown and the text is not, so that it costs little. A small model copies a list of choices
    /// whole; from examples it takes one value of each. Their rates are the run's own and twice that, their epochs the run's
    /// own and up to twice as many: what teaches one student makes another recite.
    static func directives(
        for context: Context, rate: Float, epochs: Int, measure: TextMeasure
    ) -> SelfEditPrompt {
        let (own, twice) = (written(rate), written(2 * rate))
        // As many words as English has in so many tokens: other scripts have no spaces to count.
        let words = measure.size(of: context.text) * 3 / 4
        return SelfEditPrompt(
            instruction: """
                Choose how to study each text.

                Text: Harbour bells, 90 words
                style: rewrite
                learning_rate: \(own)
                epochs: \(epochs)
                rank: 32
                layers: all

                Text: Salt trade, 160 words
                style: self-qa
                learning_rate: \(twice)
                epochs: \(epochs * 3 / 2)
                rank: 16
                layers: upper

                Text: Night trains, 120 words
                style: implications
                learning_rate: \(own)
                epochs: \(epochs * 2)
                rank: 32
                layers: upper

                Text: Stone bridges, 200 words
                style: rewrite
                learning_rate: \(twice)
                epochs: \(epochs * 6 / 5)
                rank: 16
                layers: all

                Text: \(context.title), \(words) words
                """,
            opening: "style:", maxTokens: 48, stop: ["\n\n"])
    }

    /// A rate to one digit, as people write it: 5e-4.
    private static func written(_ rate: Float) -> String {
        let parts = String(format: "%.0e", Double(rate)).split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return "\(rate)" }
        return "\(parts[0])e\(exponent)"
    }

    private init(_ style: SelfEditStyle, piece: String, size: Int, title: String) {
        let (task, opening) =
            switch style {
            case .implications, .mixed, .directed:
                ("Write every fact of this passage as a sentence of its own, one a line.", "1.")
            case .implicationsLong:
                (
                    "Write a long list of what this passage says and of what follows from it, one sentence a line.",
                    "1."
                )
            case .rewrite:
                ("Write this passage again in other words. Keep every name, number and fact.", "")
            case .selfQA:
                ("Write questions about this passage, each with its short answer.", "Question:")
            }
        // Room to say everything twice, none to say it ten times.
        let room = style == .implicationsLong ? size * 14 / 3 : size * 7 / 3
        self.init(
            instruction: "\(title)\n\(piece)\n\n\(task)", opening: opening, maxTokens: 32 + room)
    }

    private init(instruction: String, opening: String, maxTokens: Int, stop: [String] = []) {
        self.instruction = instruction
        self.opening = opening
        self.maxTokens = maxTokens
        self.stop = stop
    }

    func request(samples: Int, seed: UInt64) -> WritingRequest {
        WritingRequest(
            instruction: instruction, opening: opening, samples: samples, maxTokens: maxTokens, stop: stop,
            seed: seed)
    }
}
