package import Memory
package import SelfAdaptation

/// What one document came to, with its adapter in the store.
package struct LearningOutcome: Sendable {
    /// What was tried and reached.
    package let report: LearningReport
    /// Which passages of the document these are; none where they are all that is taught of it.
    package let part: String?
    /// The adapter that was kept; none when nothing was.
    package let adapter: AdapterRecord?
    /// Where that is.
    package let folder: String?
    /// The version that has it, which answers unless the guard has refused it; none where nothing was kept.
    package let version: VersionRecord?

    /// Whether what was learned answers from now on.
    package var isAnswering: Bool { version?.state == .active }
}
