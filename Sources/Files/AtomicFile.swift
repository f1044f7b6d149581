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
    public static func write(
        _ bytes: [UInt8], to path: String, in files: FileSystem = .system
    ) throws(Diagnosis) {
        try write(to: path, in: files) { (writer) throws(Diagnosis) in try writer.append(bytes) }
    }

    /// Writes `text` as UTF-8 to `path`, replacing a file of that name.
    ///
    /// - Throws: ``Diagnosis`` with `.diskFull`, `.readOnly`, `.notPermitted`, `.noFolder` or
    ///   `.writeFailed`.
    public static func write(
        _ text: String, to path: String, in files: FileSystem = .system
    ) throws(Diagnosis) {
        try write(Array(text.utf8), to: path, in: files)
    }

    /// Writes what `body` appends to `path`, piece by piece, replacing a file of that name.
    ///
    /// - Throws: ``Diagnosis`` of the body, or why the file cannot be written; the temporary file is
    ///   removed.
    public static func write(
        to path: String, in files: FileSystem = .system, _ body: (inout Writer) throws(Diagnosis) -> Void
    ) throws(Diagnosis) {
        guard !isFolder(path) else { throw Diagnosis.writing(path, errno: EISDIR) }
        let partial = try PartialName.file(for: path, in: files)
        var writer = Writer(path: path, partial: partial.path, descriptor: partial.descriptor, files: files)
        do throws(Diagnosis) {
            try body(&writer)
            try writer.finish()
            let renamed = files.rename(partial.path, to: path)
            guard renamed >= 0 else { throw Diagnosis.writing(path, errno: -renamed) }
        } catch {
            files.remove(partial.path)
            throw error
        }
        files.synchronizeFolder(parentFolder(of: path))
    }

    /// Takes the bytes of a file that is being written.
    public struct Writer: ~Copyable {
        /// Bytes appended so far.
        public private(set) var byteCount = 0
        private let path: String
        private let partial: String
        private let descriptor: Int32
        private let files: FileSystem
        private var pending: [UInt8] = []
        private static let pendingLimit = 1 << 16

        fileprivate init(path: String, partial: String, descriptor: Int32, files: FileSystem) {
            self.path = path
            self.partial = partial
            self.descriptor = descriptor
            self.files = files
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
            let synchronized = files.synchronize(descriptor, path: partial)
            guard synchronized >= 0 else { throw Diagnosis.writing(path, errno: -synchronized) }
        }

        private mutating func flush() throws(Diagnosis) {
            let failure = pending.withUnsafeBytes { bytes -> Int32? in
                var start = 0
                while start < bytes.count {
                    let written = files.write(
                        UnsafeRawBufferPointer(rebasing: bytes[start...]), to: descriptor, path: partial)
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
