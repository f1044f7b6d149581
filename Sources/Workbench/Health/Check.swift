package import Files
import Text

/// One thing that was looked at, and what to do where it is not as it should be.
package struct Check: Sendable {
    /// How it stands.
    package enum State: String, Codable, CaseIterable, Sendable {
        /// As it should be.
        case ok
        /// Works, with something slower or missing.
        case warn
        /// Something needed does not work.
        case fail
    }

    /// What was looked at.
    package let name: String
    /// How it stands.
    package let state: State
    /// What was found.
    package let finding: String
    /// What to do; nil where all is well.
    package let remedy: String?
    /// How the program that was asked does that, where it has a way of its own.
    package let step: Diagnosis.Step?

    /// A thing that is as it should be.
    static func ok(_ name: String, _ finding: String) -> Check {
        Check(name: name, state: .ok, finding: finding, remedy: nil, step: nil)
    }

    /// A thing that works less well than it could.
    static func warn(_ name: String, _ finding: String, remedy: String) -> Check {
        Check(name: name, state: .warn, finding: finding, remedy: remedy, step: nil)
    }

    /// A thing that is needed and does not work.
    static func fail(_ name: String, _ finding: String, remedy: String, step: Diagnosis.Step? = nil) -> Check
    {
        Check(name: name, state: .fail, finding: finding, remedy: remedy, step: step)
    }

    /// A thing that is needed and does not work, as an error tells.
    static func fail(_ name: String, _ error: Diagnosis) -> Check {
        let finding = [error.file, error.place, error.problem].filter { !$0.isEmpty }
        return .fail(
            name, TextLayout.singleLine(finding.joined(separator: ": ")), remedy: error.remedy,
            step: error.step)
    }
}
