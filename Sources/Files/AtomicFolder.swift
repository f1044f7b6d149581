#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes a folder of files whole or not at all: under a temporary name beside it, then renamed.
public enum AtomicFolder {
    /// Creates the folder `path` with the files that `body` writes into the temporary folder it is given.
    ///
    /// A folder that exists is never touched: remove or rename it first.
    ///
    /// - Throws: ``Diagnosis`` of the body, `.alreadyExists` when something of that name is there, or why
    ///   the folder cannot be written; nothing is left behind.
    public static func write(
        to path: String, _ body: (_ temporaryFolder: String) throws(Diagnosis) -> Void
    ) throws(Diagnosis) {
        try write(to: path, calls: .live, body)
    }

    /// Writes by the given system calls; tests pass failing ones.
    package static func write(
        to path: String, calls: SystemCalls, _ body: (_ temporaryFolder: String) throws(Diagnosis) -> Void
    ) throws(Diagnosis) {
        guard access(path, F_OK) != 0 else { throw Diagnosis.writing(path, errno: EEXIST) }
        let temporary = temporaryName(for: path)
        let made = calls.makeFolder(temporary)
        guard made >= 0 else { throw Diagnosis.writing(path, errno: -made) }
        do throws(Diagnosis) {
            do throws(Diagnosis) {
                try body(temporary)
            } catch {
                // The user knows the final name, not the temporary one.
                var named = error
                if named.file.hasPrefix(temporary) {
                    named.file = path + named.file.dropFirst(temporary.count)
                }
                throw named
            }
            synchronizeFolder(temporary)
            let renamed = calls.rename(temporary, path)
            guard renamed >= 0 else { throw Diagnosis.writing(path, errno: -renamed) }
        } catch {
            removeFolder(temporary)
            throw error
        }
        synchronizeFolder(parentFolder(of: path))
    }

    /// Removes a folder with all it holds; what cannot be removed stays.
    package static func removeFolder(_ path: String) {
        if let folder = opendir(path) {
            while let item = readdir(folder) {
                let name = withUnsafePointer(to: &item.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
                }
                guard name != ".", name != ".." else { continue }
                let inner = "\(path)/\(name)"
                var status = stat()
                // Links are removed, never followed.
                if lstat(inner, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                    removeFolder(inner)
                } else {
                    unlink(inner)
                }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
