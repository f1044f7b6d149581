#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A lock that one process at a time can hold, by a file; given up when its owner goes, however that happens.
package final class FileLock: Sendable {
    /// What came of asking for a lock.
    package enum Outcome: Sendable {
        /// It is ours.
        case taken(FileLock)
        /// Somebody else holds it.
        case held
        /// The file cannot be made, for the reason that `errno` gives.
        case failed(Int32)
    }

    private let descriptor: Int32
    /// The file, where it goes with the lock.
    private let passing: String?

    /// Asks for the lock of the file at `path`, which is made when it is not there, without waiting.
    ///
    /// With `isPassing` the file goes when the lock does.
    package static func take(_ path: String, isPassing: Bool = false) -> Outcome {
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { return .failed(errno) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                return .held
            }
            // Whoever held it may have removed the file since it was opened: a lock of that one keeps nobody out.
            if isFile(descriptor, at: path) { return .taken(FileLock(descriptor, isPassing ? path : nil)) }
            close(descriptor)
        }
    }

    /// Takes the lock, or says who has it.
    ///
    /// - Throws: ``Diagnosis``: `busy` when somebody else holds it, or why its file cannot be made.
    package static func hold(
        _ path: String, isPassing: Bool = false, orElse busy: @autoclosure () -> Diagnosis
    ) throws(Diagnosis) -> FileLock {
        switch take(path, isPassing: isPassing) {
        case .taken(let lock): return lock
        case .held: throw busy()
        case .failed(let number): throw Diagnosis.writing(path, errno: number)
        }
    }

    /// Waits for the lock of the file at `path`; nil where the file cannot be made, as in a folder that may only be read.
    package static func wait(_ path: String) -> FileLock? {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return nil }
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        return FileLock(descriptor, nil)
    }

    /// Whether the open file `descriptor` is the one at `path`.
    static func isFile(_ descriptor: Int32, at path: String) -> Bool {
        var (opened, named) = (stat(), stat())
        return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino
            && opened.st_dev == named.st_dev
    }

    private init(_ descriptor: Int32, _ passing: String?) {
        self.descriptor = descriptor
        self.passing = passing
    }

    deinit {
        // The file goes before the lock does: whoever waits for it makes one of its own.
        if let passing { unlink(passing) }
        // A child process that has just been forked holds the file open, too, until it begins its program.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
