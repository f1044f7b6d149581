package import Memory
package import SelfAdaptation

/// What one document came to, with its adapter in the store.
package struct LearningOutcome: Sendable {
    /// What was tried and reached.
    package let report: LearningReport
    /// The adapter that was kept; none when nothing was.
    package let adapter: AdapterRecord?
    /// Where that is.
    package let folder: String?
}
