#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Opens files that are to be read, and nothing that only looks like one.
package enum RegularFile {
    /// A descriptor of the file at `path`, with its size in bytes; whoever asks closes it.
    ///
    /// What is at the path is told by the opened descriptor, so that nobody can put something else there in
    /// between; a pipe without a writer is not waited for.
    ///
    /// - Throws: ``Diagnosis`` with `.notFound`, `.unreadable` or `.notAFile`; nothing stays open.
    package static func open(_ path: String) throws(Diagnosis) -> (descriptor: Int32, size: Int) {
        let descriptor = systemOpen(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            // What a socket answers to.
            if errno == ENXIO { throw notAFile(path, "is not a regular file") }
            throw Diagnosis.reading(path, errno: errno)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw Diagnosis.reading(path, errno: code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw notAFile(
                path, status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : "is not a regular file")
        }
        return (descriptor, Int(status.st_size))
    }

    /// The first bytes of the file at `path`, at most `count`.
    ///
    /// - Throws: ``Diagnosis`` as ``open(_:)`` does.
    package static func head(of path: String, count: Int) throws(Diagnosis) -> [UInt8] {
        let (descriptor, _) = try open(path)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, count, 0) }
        guard got >= 0 else { throw Diagnosis.reading(path, errno: errno) }
        return Array(bytes.prefix(got))
    }

    /// Hands the bytes of the file at `path` to `body`, in pieces of up to a mebibyte.
    ///
    /// - Throws: ``Diagnosis`` as ``open(_:)`` does, or `.unreadable` when reading fails on the way.
    package static func read(
        _ path: String, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(Diagnosis) {
        let (descriptor, _) = try open(path)
        defer { close(descriptor) }
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let got = piece.withUnsafeMutableBytes { systemRead(descriptor, $0) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Diagnosis.reading(path, errno: errno) }
            guard got > 0 else { return }
            piece.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<got])) }
        }
    }

    private static func notAFile(_ path: String, _ problem: String) -> Diagnosis {
        Diagnosis(.notAFile, file: path, problem: problem, remedy: "name a file")
    }
}

/// The system's `read`, which the method of the same name would hide.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, bytes.baseAddress, bytes.count)
}

/// The system's `open`, which the method of the same name would hide.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
