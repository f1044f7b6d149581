package import Foundation
package import SelfAdaptation

/// What a report says of its run apart from the results.
package struct RunDescription: Sendable {
    /// What the run is called.
    package var name: String
    /// When it was begun.
    package var begun: Date
    /// Whether it has reached its end.
    package var isFinished: Bool
    /// The model that is updated.
    package var student: String
    /// Another model that writes and learns to; `nil` when the student does.
    package var teacher: String?
    /// What was taught, and how.
    package var domain: DomainDescriptor

    /// A description with all its parts.
    package init(
        name: String, begun: Date, isFinished: Bool, student: String, teacher: String? = nil,
        domain: DomainDescriptor
    ) {
        self.name = name
        self.begun = begun
        self.isFinished = isFinished
        self.student = student
        self.teacher = teacher
        self.domain = domain
    }
}
