import Files

/// What a disk has room for.
package struct DiskRoom: Sendable {
    private let free: @Sendable (_ folder: String) -> Int?

    /// The room that a closure tells; nil where nobody knows.
    package init(free: @escaping @Sendable (_ folder: String) -> Int?) { self.free = free }

    /// The room that the system tells.
    package static let system = DiskRoom { freeBytes(at: $0) }

    /// Refuses to begin what will not fit.
    ///
    /// - Throws: `Diagnosis` with `.diskFull`.
    func require(_ plan: PullPlan, for name: String, in folder: String) throws(Diagnosis) {
        guard let free = free(folder), free < plan.room else { return }
        throw Diagnosis(
            .diskFull, file: folder,
            problem:
                "\(name) needs \((plan.room + 999_999) / 1_000_000) MB of disk and \(free / 1_000_000) MB are free",
            remedy: "free some space, or choose another home folder", step: .chooseHome)
    }
}
