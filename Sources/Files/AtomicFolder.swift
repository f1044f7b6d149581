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
        to path: String, in files: FileSystem = .system,
        _ body: (_ temporaryFolder: String) throws(Diagnosis) -> Void
    ) throws(Diagnosis) {
        guard access(path, F_OK) != 0 else { throw Diagnosis.writing(path, errno: EEXIST) }
        let partial = try PartialName.folder(for: path, in: files)
        do throws(Diagnosis) {
            do throws(Diagnosis) {
                try body(partial.path)
            } catch {
                // The user knows the final name, not the temporary one.
                var named = error
                if named.file.hasPrefix(partial.path) {
                    named.file = path + named.file.dropFirst(partial.path.count)
                }
                throw named
            }
            files.synchronizeFolder(partial.path)
            let renamed = files.rename(partial.path, to: path)
            guard renamed >= 0 else { throw Diagnosis.writing(path, errno: -renamed) }
        } catch {
            files.removeFolder(partial.path)
            throw error
        }
        files.synchronizeFolder(parentFolder(of: path))
    }
}
