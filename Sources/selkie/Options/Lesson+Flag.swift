public import ArgumentParser
public import SelfAdaptation

extension Lesson: ExpressibleByArgument {
    /// Reads parts with plus signs between and the tokens after an at sign, such as `questions+restoration@5000`; `text` is
    /// the passage with nothing else.
    public init?(argument: String) {
        let halves = argument.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count <= 2, let named = halves.first else { return nil }
        var parts: Set<Part> = []
        for name in named == "text" ? [] : named.split(separator: "+", omittingEmptySubsequences: false) {
            guard let part = Part(rawValue: String(name)) else { return nil }
            parts.insert(part)
        }
        self.init(parts)
        if halves.count == 2 {
            guard let tokens = Int(halves[1]), (1...10_000_000).contains(tokens) else { return nil }
            self.tokens = tokens
        }
    }
}
