import Files

extension ModelConfiguration {
    /// The longest context that positions are kept for; longer windows of a model are cut to it.
    public static var longestContext: Int { 32_768 }

    /// Checks that the sizes fit together and shortens the context to ``longestContext``.
    ///
    /// - Throws: `Diagnosis` with `.badConfiguration`, naming the size.
    mutating func validate(file: String) throws {
        let sizes: [(String, Int, ClosedRange<Int>)] = [
            ("vocabulary", vocabulary, 1...1 << 24), ("hidden size", hidden, 1...1 << 20),
            ("number of layers", layers, 1...4096), ("number of heads", heads, 1...1 << 16),
            ("number of key heads", keyHeads, 1...1 << 16), ("head width", headWidth, 2...1 << 16),
            ("feed-forward size", feedForward, 1...1 << 24), ("context length", contextLength, 1...1 << 30),
        ]
        for (name, value, allowed) in sizes where !allowed.contains(value) {
            throw bad(file, name, "\(value) is outside \(allowed.lowerBound)...\(allowed.upperBound)")
        }
        // The products of sizes below must not overflow.
        if queryWidth > 1 << 20 {
            throw bad(file, "number of heads", "\(heads) of width \(headWidth) are too many")
        }
        if heads % keyHeads != 0 {
            throw bad(file, "number of key heads", "\(keyHeads) does not divide \(heads)")
        }
        if headWidth % 2 != 0 { throw bad(file, "head width", "\(headWidth) is odd") }
        if windows.contains(where: { $0 < 0 }) { throw bad(file, "sliding window", "it is negative") }
        if !(rotary.base.isFinite && rotary.base > 1) { throw bad(file, "rotary base", "\(rotary.base)") }
        if !(normEpsilon > 0) { throw bad(file, "norm epsilon", "\(normEpsilon)") }
        contextLength = min(contextLength, Self.longestContext)
    }

    private func bad(_ file: String, _ place: String, _ problem: String) -> Diagnosis {
        Diagnosis(
            .badConfiguration, file: file, place: place, problem: problem,
            remedy: "the file is damaged; fetch the model again")
    }
}
