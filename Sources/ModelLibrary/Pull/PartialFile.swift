import Digests

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file in the making, `NAME.partial`, that gets its name only when it is whole and on the disk.
///
/// Size and digest are taken of the bytes as they pass, so that a large model is read once.
struct PartialFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var hash = SHA256()
    /// Bytes written.
    private(set) var count = 0

    /// Begins the file; an older partial one is dropped.
    init(for path: String) throws(ModelLibraryError) {
        self.path = path
        descriptor = open(path + ".partial", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemCall.failure(path + ".partial") }
    }

    /// Adds bytes.
    mutating func write(_ bytes: [UInt8]) throws(ModelLibraryError) {
        hash.update(bytes)
        count += bytes.count
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite(descriptor, $0) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw SystemCall.failure(path + ".partial") }
            rest = rest.dropFirst(written)
        }
    }

    /// The digest of what was written, in small hexadecimal digits.
    func sha256() -> String { hash.hexadecimal() }

    /// Gives the file its name, in place of one that has it.
    consuming func keep() throws(ModelLibraryError) {
        guard fsync(descriptor) == 0, rename(path + ".partial", path) == 0 else {
            throw SystemCall.failure(path)
        }
        // The name is in the folder; without this a power failure may take it back.
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if handle >= 0 {
            fsync(handle)
            close(handle)
        }
    }

    deinit {
        close(descriptor)
        unlink(path + ".partial")
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
