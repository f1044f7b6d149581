import LanguageModel

extension Domain {
    /// Tokens of the longest sequence that some items' own material trains in, in one piece with `isWhole`; what is
    /// written about them is seldom longer.
    ///
    /// - Throws: `Diagnosis` for material that can't be trained on.
    public func longestSequence(of items: [Item], isWhole: Bool = false) throws -> Int {
        try items.flatMap { item in
            try study([], of: item).sequences + (isWhole ? wholeStudy(of: item).sequences : [])
        }.map(\.tokens.count).max() ?? 0
    }
}
