/// What a passage is taught with beside itself, and with how many tokens.
///
/// The parts were chosen by measurement (docs/reproduction.md).
public struct Lesson: Sendable, Hashable, Codable {
    /// One means of teaching.
    public enum Part: String, Sendable, Codable, CaseIterable {
        /// Questions about short spans of the passage, which the model writes and answers with the sentence in view.
        case questions
        /// The sentences in other orders, too.
        case shuffled
        /// The passage with words left out, to be restored.
        case restoration
        /// General questions with their answers, so that what is learned stays out of them.
        case rehearsal
        /// Where questions or pieces are learned, what the model (the reader, where there is one) finds likely with the passage in
        /// view is learned, too.
        case distillation
        /// Only the MLP's projections are adapted.
        case mlp
        /// Only the upper half of the layers is adapted.
        case upper
    }

    /// The parts, in the order of their declaration.
    public private(set) var parts: [Part]
    /// Tokens that are trained for a passage, as nearly as whole sequences allow.
    public var tokens: Int

    /// A lesson of some parts.
    public init(_ parts: Set<Part>, tokens: Int = 5000) {
        self.parts = Part.allCases.filter(parts.contains)
        self.tokens = tokens
    }

    private enum CodingKeys: CodingKey { case parts, tokens }

    /// Reads a lesson; parts that are no longer there are left out.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        parts = try container.decode([String].self, forKey: .parts).compactMap(Part.init)
        tokens = try container.decode(Int.self, forKey: .tokens)
    }

    /// Whether a part belongs to it.
    public func has(_ part: Part) -> Bool { parts.contains(part) }

    /// The parts with plus signs between; "text" where there is nothing but the passage.
    public var name: String { parts.isEmpty ? "text" : parts.map(\.rawValue).joined(separator: "+") }
}
