import Files
import ModelFormats

/// Keeps two processes from pulling into the same folder; given up when the process ends, however it ends.
struct FolderLock {
    private let lock: FileLock

    /// Takes the lock of a folder.
    ///
    /// - Throws: `Diagnosis` with `.busy` when another process holds it.
    init(folder: String) throws(Diagnosis) {
        let path = folder + "/.lock"
        switch FileLock.take(path) {
        case .taken(let lock): self.lock = lock
        case .failed(let number): throw Diagnosis.writing(path, errno: number)
        case .held:
            throw Diagnosis(
                .busy, file: folder, problem: "another pull is going on",
                remedy: "wait for it to end and run this one again")
        }
    }
}
