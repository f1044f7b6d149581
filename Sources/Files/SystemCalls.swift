#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The calls by which files are written, so that tests can let each of them fail as a full disk would.
///
/// Every call returns 0 or more on success and the negated `errno` on failure.
package struct SystemCalls: Sendable {
    /// Creates a new file for writing and returns its descriptor.
    package var create: @Sendable (_ path: String) -> Int32 = { path in
        result(open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644))
    }
    /// Writes bytes at the descriptor's position and returns how many were taken.
    package var write: @Sendable (_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int = {
        descriptor, bytes in
        #if canImport(Glibc)
            let written = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            let written = Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            let written = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
        return written >= 0 ? written : -Int(errno)
    }
    /// Makes what was written survive a loss of power.
    package var synchronize: @Sendable (_ descriptor: Int32) -> Int32 = { descriptor in
        result(fsync(descriptor))
    }
    /// Gives a file or folder its final name.
    package var rename: @Sendable (_ from: String, _ to: String) -> Int32 = { from, to in
        #if canImport(Glibc)
            result(Glibc.rename(from, to))
        #elseif canImport(Musl)
            result(Musl.rename(from, to))
        #else
            result(Darwin.rename(from, to))
        #endif
    }
    /// Creates a folder.
    package var makeFolder: @Sendable (_ path: String) -> Int32 = { path in result(mkdir(path, 0o755)) }

    /// The system's own calls.
    package static let live = SystemCalls()

    private static func result(_ value: Int32) -> Int32 { value >= 0 ? value : -errno }
}

/// Makes a rename or new name in `folder` survive a loss of power; file systems that cannot are left alone.
package func synchronizeFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
}

/// The folder that holds `path`.
package func parentFolder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// A name in the same folder as `path` that no other running process or call uses.
func temporaryName(for path: String) -> String {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.last == "/" { trimmed = trimmed.dropLast() }
    let name = trimmed.split(separator: "/").last.map(String.init) ?? "file"
    let unique = "\(getpid())-\(TemporaryNumber.next())"
    // The final name is shortened so that the temporary one stays below the file system's limit.
    return "\(parentFolder(of: String(trimmed)))/.\(name.prefix(40)).\(unique).partial"
}
