#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes a file whole or not at all: under a temporary name in the same folder, forced to the disk, then
/// renamed.
///
/// A reader sees the old file or the new one, never a part. After a failure the temporary file is gone and
/// what stood under the name before still stands.
public enum AtomicFile {
    /// Writes `bytes` to `path`, replacing a file of that name.
    ///
    /// - Throws: ``Diagnosis`` with `.diskFull`, `.readOnly`, `.notPermitted`, `.noFolder` or
    ///   `.writeFailed`.
    public static func write(_ bytes: [UInt8], to path: String) throws(Diagnosis) {
        try write(to: path) { (writer) throws(Diagnosis) in try writer.append(bytes) }
    }

    /// Writes `text` as UTF-8 to `path`, replacing a file of that name.
    ///
    /// - Throws: ``Diagnosis`` with `.diskFull`, `.readOnly`, `.notPermitted`, `.noFolder` or
    ///   `.writeFailed`.
    public static func write(_ text: String, to path: String) throws(Diagnosis) {
        try write(Array(text.utf8), to: path)
    }

    /// Writes what `body` appends to `path`, piece by piece, replacing a file of that name.
    ///
    /// - Throws: ``Diagnosis`` of the body, or why the file cannot be written; the temporary file is
    ///   removed.
    public static func write(
        to path: String, _ body: (inout Writer) throws(Diagnosis) -> Void
    ) throws(Diagnosis) {
        try write(to: path, calls: .live, body)
    }

    /// Writes by the given system calls; tests pass failing ones.
    package static func write(
        to path: String, calls: SystemCalls, _ body: (inout Writer) throws(Diagnosis) -> Void
    ) throws(Diagnosis) {
        guard !isFolder(path) else { throw Diagnosis.writing(path, errno: EISDIR) }
        let temporary = temporaryName(for: path)
        let descriptor = calls.create(temporary)
        guard descriptor >= 0 else { throw Diagnosis.writing(path, errno: -descriptor) }
        var writer = Writer(path: path, descriptor: descriptor, calls: calls)
        do throws(Diagnosis) {
            try body(&writer)
            try writer.finish()
            let renamed = calls.rename(temporary, path)
            guard renamed >= 0 else { throw Diagnosis.writing(path, errno: -renamed) }
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        close(descriptor)
        synchronizeFolder(parentFolder(of: path))
    }

    /// Takes the bytes of a file that is being written.
    public struct Writer: ~Copyable {
        /// Bytes appended so far.
        public private(set) var byteCount = 0
        private let path: String
        private let descriptor: Int32
        private let calls: SystemCalls
        private var pending: [UInt8] = []
        private static let pendingLimit = 1 << 16

        fileprivate init(path: String, descriptor: Int32, calls: SystemCalls) {
            self.path = path
            self.descriptor = descriptor
            self.calls = calls
        }

        /// Appends bytes.
        ///
        /// - Throws: ``Diagnosis`` with `.diskFull` or why else they cannot be written.
        public mutating func append(_ bytes: [UInt8]) throws(Diagnosis) {
            byteCount += bytes.count
            pending += bytes
            if pending.count >= Self.pendingLimit { try flush() }
        }

        fileprivate mutating func finish() throws(Diagnosis) {
            try flush()
            let synchronized = calls.synchronize(descriptor)
            guard synchronized >= 0 else { throw Diagnosis.writing(path, errno: -synchronized) }
        }

        private mutating func flush() throws(Diagnosis) {
            let failure = pending.withUnsafeBytes { bytes -> Int32? in
                var start = 0
                while start < bytes.count {
                    let written = calls.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes[start...]))
                    if written == -Int(EINTR) { continue }
                    guard written > 0 else { return written == 0 ? ENOSPC : Int32(-written) }
                    start += written
                }
                return nil
            }
            if let failure { throw Diagnosis.writing(path, errno: failure) }
            pending.removeAll(keepingCapacity: true)
        }
    }
}
