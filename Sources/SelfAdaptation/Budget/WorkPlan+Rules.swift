extension WorkPlan {
    /// What there can be less of.
    public enum Quantity: Sendable {
        case passages, candidates, epochs, rounds, repeats
    }

    /// Something that is given up, down to the least that is of use.
    public struct Reduction: Sendable {
        let quantity: Quantity
        let least: Int
    }

    /// Fewer epochs than this teach too little.
    public static let fewestEpochs = 6

    /// What learning gives up: self-edits, down to the text alone, for a text teaches about as much as the best of
    /// several self-edits; then passages, from the end, for what is not taught now is answered from its text and taught by
    /// a later update, while what is taught badly stays so; then epochs.
    public static let learning = [
        Reduction(quantity: .candidates, least: 0), Reduction(quantity: .passages, least: 1),
        Reduction(quantity: .epochs, least: fewestEpochs),
    ]

    /// What an outer loop gives up: rounds first, for a second one takes as long as the first and adds to what that has
    /// taught; then repeats, which only make rewards more exact; then self-edits, down to the two without which there
    /// is nothing to choose; then epochs, which rewards depend on; then passages, from the end, for each is an example
    /// that the policy learns from.
    public static let looping = [
        Reduction(quantity: .rounds, least: 1), Reduction(quantity: .repeats, least: 1),
        Reduction(quantity: .candidates, least: 2), Reduction(quantity: .epochs, least: fewestEpochs),
        Reduction(quantity: .passages, least: 1),
    ]

    /// What an outer loop over recipes gives up: the same but epochs, which are the recipe's to choose.
    public static let loopingOverRecipes = looping.filter { $0.quantity != .epochs }

    /// What a comparison gives up: repeats and self-edits first, which make a passage's score more exact; then passages,
    /// from the end, whose number decides how far the intervals reach.
    ///
    /// Neither epochs nor rows: with others it would answer another question.
    public static let comparing = [
        Reduction(quantity: .repeats, least: 1), Reduction(quantity: .candidates, least: 1),
        Reduction(quantity: .passages, least: 1),
    ]

    /// What a corpus gives up: self-edits of a passage, which say much the same again, before passages, from the end.
    public static let writing = [
        Reduction(quantity: .candidates, least: 1), Reduction(quantity: .passages, least: 1),
    ]
}
