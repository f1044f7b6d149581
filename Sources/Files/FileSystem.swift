#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The system's calls by which files and folders are made, named and removed.
///
/// It is passed to whatever writes, so that a test can let any of the calls fail as a full disk or a loss of power
/// would. In use there is no fault, and a call costs one comparison more.
///
/// Every call returns 0 or more on success and the negated `errno` on failure.
public struct FileSystem: Sendable {
    /// A call that changes what is on the disk.
    package enum Call: String, CaseIterable, Sendable {
        /// A new file.
        case create
        /// Bytes at the end of a file.
        case write
        /// What was written to a file, or named in a folder, survives a loss of power.
        case synchronize
        /// Another name for a file or folder.
        case rename
        /// A new folder.
        case makeFolder
        /// A file or empty folder less.
        case remove
    }

    /// What becomes of a call that does not succeed.
    package enum Fault: Sendable {
        /// It fails with this `errno`.
        case error(Int32)
        /// A write takes only a part of its bytes.
        case short
    }

    /// Decides before each call on a path (and the new name, for a rename) whether it fails.
    package typealias Faults = @Sendable (_ call: Call, _ path: String, _ newPath: String?) -> Fault?

    private let faults: Faults?

    /// The system's own calls.
    public static let system = FileSystem(faults: nil)

    /// Calls that fail where `faults` says so.
    package init(faults: Faults?) { self.faults = faults }

    private func failure(_ call: Call, _ path: String, _ newPath: String? = nil) -> Int32? {
        guard let faults, case .error(let code)? = faults(call, path, newPath) else { return nil }
        return -code
    }

    /// Creates a new file for writing and returns its descriptor.
    func create(_ path: String) -> Int32 {
        failure(.create, path)
            ?? Self.result(open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644))
    }

    /// Writes bytes at the position of the descriptor of `path` and returns how many were taken.
    func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) -> Int {
        var bytes = bytes
        switch faults?(.write, path, nil) {
        case .error(let code): return -Int(code)
        case .short: bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix((bytes.count + 1) / 2))
        case nil: break
        }
        let written = systemWrite(descriptor, bytes)
        return written >= 0 ? written : -Int(errno)
    }

    /// Makes what was written to the file `path` survive a loss of power.
    func synchronize(_ descriptor: Int32, path: String) -> Int32 {
        failure(.synchronize, path) ?? Self.result(fsync(descriptor))
    }

    /// Makes a rename or new name in `folder` survive a loss of power; file systems that cannot are left alone.
    package func synchronizeFolder(_ folder: String) {
        guard failure(.synchronize, folder) == nil else { return }
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }

    /// Gives a file or folder another name.
    package func rename(_ path: String, to newPath: String) -> Int32 {
        failure(.rename, path, newPath) ?? Self.result(systemRename(path, newPath))
    }

    /// Creates a folder.
    func makeFolder(_ path: String) -> Int32 {
        failure(.makeFolder, path) ?? Self.result(mkdir(path, 0o755))
    }

    /// Removes a file or a link.
    func remove(_ path: String) {
        if failure(.remove, path) == nil { unlink(path) }
    }

    /// Removes a folder with all it holds; links are removed, never followed, and what cannot be removed stays.
    package func removeFolder(_ path: String) {
        for name in entries(of: path) {
            let inner = "\(path)/\(name)"
            var status = stat()
            if lstat(inner, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                removeFolder(inner)
            } else {
                remove(inner)
            }
        }
        if failure(.remove, path) == nil { rmdir(path) }
    }

    private static func result(_ value: Int32) -> Int32 { value >= 0 ? value : -errno }
}

/// The system's `write`, which methods of the same name would hide.
package func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

/// The system's `rename`, which the method of the same name would hide.
private func systemRename(_ path: String, _ newPath: String) -> Int32 { rename(path, newPath) }
