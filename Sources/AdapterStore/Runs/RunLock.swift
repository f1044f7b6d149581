import Files
import Foundation
import ModelFormats

/// Keeps two processes from computing the same run; given up when its owner goes, however that happens.
final class RunLock: Sendable {
    private let path: String
    private let lock: FileLock

    /// Takes the lock of a run.
    ///
    /// - Throws: `Diagnosis` with `.busy` when somebody else holds it, or saying why it cannot be made.
    static func take(_ path: String) throws -> RunLock {
        switch FileLock.take(path) {
        case .taken(let lock): return RunLock(path, lock)
        case .failed(let number): throw Diagnosis.writing(path, errno: number)
        case .held:
            throw Diagnosis(
                .busy, problem: "the same run is going on in another process",
                remedy: "wait for it to end, or stop it and run this one again")
        }
    }

    /// Where the lock of a run is.
    static func path(key: String, home: String) -> String { "\(home)/.run-\(key.prefix(16)).lock" }

    /// Whether a process computes a run just now.
    static func isHeld(_ path: String) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        if case .held = FileLock.take(path) { return true }
        return false
    }

    private init(_ path: String, _ lock: FileLock) {
        self.path = path
        self.lock = lock
    }

    // The file goes before the lock does: each run has a file of its own.
    deinit { try? FileManager.default.removeItem(atPath: path) }
}
