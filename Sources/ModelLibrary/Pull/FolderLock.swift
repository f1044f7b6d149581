import ModelFormats

/// Keeps two processes from pulling into the same folder; given up when the process ends, however it ends.
struct FolderLock {
    private let lock: FileLock

    /// Takes the lock of a folder.
    ///
    /// - Throws: ``ModelLibraryError`` with `.busy` when another process holds it.
    init(folder: String) throws(ModelLibraryError) {
        let path = folder + "/.lock"
        switch FileLock.take(path) {
        case .taken(let lock): self.lock = lock
        case .failed(let number): throw SystemCall.failure(path, number: number)
        case .held:
            throw ModelLibraryError(
                .busy, folder, problem: "another pull is going on",
                remedy: "wait for it to end and run this one again")
        }
    }
}
