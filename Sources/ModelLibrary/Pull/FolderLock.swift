#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps two processes from pulling into the same folder; given up when the process ends, however it ends.
struct FolderLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock of a folder.
    ///
    /// - Throws: ``ModelLibraryError`` with `.busy` when another process holds it.
    init(folder: String) throws(ModelLibraryError) {
        let path = folder + "/.lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemCall.failure(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw ModelLibraryError(
                .busy, folder, problem: "another pull is going on",
                remedy: "wait for it to end and run this one again")
        }
    }

    deinit {
        // A child process that has just been forked holds the file open, too, until it begins its program.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
