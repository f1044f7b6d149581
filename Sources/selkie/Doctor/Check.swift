/// One thing that was looked at, and what to do where it is not as it should be.
struct Check: Codable {
    /// How it stands.
    enum State: String, Codable, CaseIterable {
        /// As it should be.
        case ok
        /// Works, with something slower or missing.
        case warn
        /// Something needed does not work.
        case fail
    }

    /// What was looked at.
    let name: String
    /// How it stands.
    let state: State
    /// What was found.
    let finding: String
    /// What to do; nil where all is well.
    let remedy: String?

    /// A thing that is as it should be.
    static func ok(_ name: String, _ finding: String) -> Check {
        Check(name: name, state: .ok, finding: finding, remedy: nil)
    }

    /// A thing that works less well than it could.
    static func warn(_ name: String, _ finding: String, remedy: String) -> Check {
        Check(name: name, state: .warn, finding: finding, remedy: remedy)
    }

    /// A thing that is needed and does not work.
    static func fail(_ name: String, _ finding: String, remedy: String) -> Check {
        Check(name: name, state: .fail, finding: finding, remedy: remedy)
    }
}
