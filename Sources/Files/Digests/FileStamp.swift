#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Size and time of change of a file, by which its content is taken to be the same.
package struct FileStamp: Codable, Equatable, Sendable {
    /// Bytes.
    package let size: Int
    /// Nanoseconds since the beginning of 1970.
    package let modified: Int

    /// The stamp of the file at `path`, or of the one that a link there leads to; nil when it is no regular file.
    package init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        size = Int(status.st_size)
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        modified = Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
    }
}
