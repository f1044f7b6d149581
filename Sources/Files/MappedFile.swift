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
/// A file that somebody
/// shortens while it is mapped would end the process on the next touch of the missing pages: programs that
/// replace files put a new one in their place, which leaves the mapped one whole.
public final class MappedFile: Sendable {
    /// The path as it was given.
    public let path: String
    /// Size in bytes when the file was opened; never 0.
    public let byteCount: Int

    // Pages are mapped read-only and unmapped only in deinit, so that sharing the address among threads is
    // safe.
    private nonisolated(unsafe) let base: UnsafeRawPointer

    /// Opens and maps the file at `path`.
    ///
    /// - Throws: ``Diagnosis`` with `.notFound`, `.unreadable`, `.notAFile` or `.empty`; nothing stays
    ///   open.
    public init(path: String) throws(Diagnosis) {
        let (descriptor, size) = try RegularFile.open(path)
        // A mapping outlives the descriptor that it was made with.
        defer { close(descriptor) }
        guard size > 0 else {
            throw Diagnosis(.empty, file: path, problem: "the file is empty", remedy: "fetch it again")
        }
        guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED
        else { throw Diagnosis.reading(path, errno: errno) }
        self.path = path
        self.byteCount = size
        self.base = UnsafeRawPointer(address)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: base), byteCount) }

    /// The whole file.
    public var bytes: FileBytes { FileBytes(of: self, start: base, count: byteCount) }

    /// The `count` bytes from `offset` on.
    ///
    /// - Throws: ``Diagnosis`` with `.truncated` when they do not lie inside the file.
    public func bytes(at offset: Int, count: Int) throws(Diagnosis) -> FileBytes {
        guard offset >= 0, count >= 0, offset <= byteCount, count <= byteCount - offset else {
            throw Diagnosis(
                .truncated, file: path, place: "byte \(offset)",
                problem: "\(count) bytes are needed but the file has \(byteCount)",
                remedy: "fetch the file again")
        }
        return FileBytes(of: self, start: base + offset, count: count)
    }
}
