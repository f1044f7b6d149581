#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file mapped read-only into memory, so that a model of any size opens at once and only the parts in use
/// take memory.
///
/// Pointers handed out by ``bytes(at:count:)`` stay valid as long as this object lives. The descriptor stays
/// open for ``requireUnchanged()``: a file that somebody shortens while it is mapped would end the process on
/// the next touch of the missing pages, so long-running users ask before they read anew.
public final class MappedFile: Sendable {
    /// The path as it was given.
    public let path: String
    /// Size in bytes when the file was opened; never 0.
    public let byteCount: Int

    private let descriptor: Int32
    private let modified: Timestamp
    // Pages are mapped read-only and unmapped only in deinit, so that sharing the address among threads is
    // safe.
    private nonisolated(unsafe) let base: UnsafeRawPointer

    private struct Timestamp: Equatable {
        var seconds: Int
        var nanoseconds: Int
    }

    /// Opens and maps the file at `path`.
    ///
    /// - Throws: ``FormatError`` with `.notFound`, `.unreadable`, `.notAFile` or `.empty`; nothing stays
    ///   open.
    public init(path: String) throws(FormatError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FormatError.reading(path, errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = errno
            close(descriptor)
            throw FormatError.reading(path, errno: reason)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : "is not a regular file"
            throw FormatError(.notAFile, file: path, problem: kind, remedy: "name a file")
        }
        guard let size = Int(exactly: status.st_size), size > 0 else {
            close(descriptor)
            throw FormatError(.empty, file: path, problem: "the file is empty", remedy: "fetch it again")
        }
        guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED
        else {
            let reason = errno
            close(descriptor)
            throw FormatError.reading(path, errno: reason)
        }
        self.path = path
        self.byteCount = size
        self.descriptor = descriptor
        self.modified = Self.modificationTime(of: status)
        self.base = UnsafeRawPointer(address)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: base), byteCount)
        close(descriptor)
    }

    /// The whole file.
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: byteCount) }

    /// The `count` bytes from `offset` on.
    ///
    /// - Throws: ``FormatError`` with `.truncated` when they do not lie inside the file.
    public func bytes(at offset: Int, count: Int) throws(FormatError) -> UnsafeRawBufferPointer {
        guard offset >= 0, count >= 0, offset <= byteCount, count <= byteCount - offset else {
            throw FormatError(
                .truncated, file: path, place: "byte \(offset)",
                problem: "\(count) bytes are needed but the file has \(byteCount)",
                remedy: "fetch the file again")
        }
        return UnsafeRawBufferPointer(start: base + offset, count: count)
    }

    /// Checks that nobody has rewritten or shortened the file since it was opened.
    ///
    /// - Throws: ``FormatError`` with `.changed`, or `.unreadable` when the system cannot say.
    public func requireUnchanged() throws(FormatError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FormatError.reading(path, errno: errno) }
        guard Int(exactly: status.st_size) == byteCount, Self.modificationTime(of: status) == modified else {
            throw FormatError(
                .changed, file: path, problem: "the file was changed while in use",
                remedy: "load the model again")
        }
    }

    private static func modificationTime(of status: stat) -> Timestamp {
        #if canImport(Darwin)
            Timestamp(seconds: status.st_mtimespec.tv_sec, nanoseconds: status.st_mtimespec.tv_nsec)
        #else
            Timestamp(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
        #endif
    }
}
