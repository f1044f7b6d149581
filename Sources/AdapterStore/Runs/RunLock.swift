import ModelFormats

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps two processes from computing the same run; given up when its owner goes, however that happens.
final class RunLock: Sendable {
    private let path: String
    private let descriptor: Int32

    /// Takes the lock of a run.
    ///
    /// - Throws: ``StoreError`` with `.busy` when somebody else holds it, `FormatError` when it cannot be made.
    static func take(_ path: String) throws -> RunLock {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FormatError.writing(path, errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError(
                .busy, problem: "the same run is going on in another process",
                remedy: "wait for it to end, or stop it and run this one again")
        }
        return RunLock(path, descriptor)
    }

    private init(_ path: String, _ descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        unlink(path)
        // A child process that has just been forked holds the file open, too, until it begins its program.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
