import Files

/// Keeps two processes from computing the same run; given up when its owner goes, however that happens.
enum RunLock {
    /// Takes the lock of a run.
    ///
    /// - Throws: `Diagnosis` with `.busy` when somebody else holds it, or saying why it cannot be made.
    static func take(_ path: String) throws(Diagnosis) -> FileLock {
        try FileLock.hold(
            path, isPassing: true,
            orElse: Diagnosis(
                .busy, problem: "the same run is going on in another process",
                remedy: "wait for it to end, or stop it and run this one again"))
    }

    /// Where the lock of a run is: each has a file of its own.
    static func path(key: String, home: String) -> String { "\(home)/.run-\(key.prefix(16)).lock" }

    /// Whether a process computes a run just now.
    static func isHeld(_ path: String) -> Bool {
        guard isFile(path), case .held = FileLock.take(path, isPassing: true) else { return false }
        return true
    }
}
