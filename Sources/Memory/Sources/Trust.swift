/// How far a source is trusted.
public enum Trust: String, Sendable, Codable, CaseIterable {
    /// It is answered from, and may be trained on.
    case trusted
    /// It is answered from, marked as such, and never trained on.
    case untrusted
    /// It is kept, and nothing else.
    case quarantined
}
