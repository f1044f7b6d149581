import Text

/// Which prompts make up a self-edit of a context.
struct SelfEditPrompts: Sendable {
    /// What is asked for.
    let style: SelfEditStyle
    /// How a context is cut that is shown some sentences at a time.
    let pieces: TextPieces
    /// The learning rate of the run, from which directives start.
    let rate: Float
    /// The epochs of the run, from which they start, too.
    let epochs: Int

    /// The prompt for the directives of a context.
    func directives(for context: Context) -> SelfEditPrompt {
        .directives(for: context, rate: rate, epochs: epochs, measure: pieces.measure)
    }

    /// The prompts for study material.
    func material(for context: Context) -> [SelfEditPrompt] {
        SelfEditPrompt.all(style, for: context, in: pieces)
    }

    /// The prompts for study material in the style that directives name, or for a rewrite when they name none.
    func material(for context: Context, directives: String) -> [SelfEditPrompt] {
        let chosen = TrainingDirectives.read(directives)?.style ?? .rewrite
        return SelfEditPrompt.all(chosen, for: context, in: pieces)
    }

    /// The prompts that the completions of one self-edit answered.
    func answered(by completions: [String], for context: Context) -> [SelfEditPrompt] {
        guard style == .directed else { return material(for: context) }
        return [directives(for: context)] + material(for: context, directives: completions.first ?? "")
    }
}
