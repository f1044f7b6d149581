/// What an adapter is for.
public enum AdapterRole: String, Sendable, Codable, CaseIterable {
    /// It knows what was learned; questions are answered with it.
    case knowledge
    /// It writes self-edits.
    case policy
    /// It was tried in an outer loop and kept by request.
    case candidate
    /// It knows how to read.
    case reader
}
