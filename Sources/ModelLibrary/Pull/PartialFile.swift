import Files
import Foundation
import ModelFormats

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file in the making, `NAME.partial`, that gets its name only when it is whole and on the disk.
///
/// Size and digest are taken of the bytes as they pass, so that a large model is read once. What was there at
/// a checkpoint outlives the process, however it ends: the next one that makes the same file goes on from it,
/// if its bytes still have the digest that the checkpoint noted.
struct PartialFile: ~Copyable {
    /// What is known of the bytes that are on the disk.
    private struct Checkpoint: Codable {
        /// What the whole will be.
        var identity: String
        /// How many bytes are right.
        var bytes: Int
        /// Their SHA-256.
        var sha256: String
    }

    private let path: String
    private let identity: String
    private let descriptor: Int32
    private var hash = SHA256()
    private var checkpoint = 0
    /// Bytes written.
    private(set) var count = 0

    /// Goes on from the last checkpoint of the same file, or begins it.
    ///
    /// - Parameters:
    ///   - path: the name that the file will get.
    ///   - identity: what the whole will be, its digest for example; another one begins anew.
    /// - Throws: `Diagnosis` when the file cannot be made.
    init(for path: String, identity: String) throws(Diagnosis) {
        self.path = path
        self.identity = identity
        descriptor = open(path + ".partial", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Diagnosis.writing(path + ".partial", errno: errno) }
        resume()
        guard ftruncate(descriptor, off_t(count)) == 0, lseek(descriptor, 0, SEEK_END) == off_t(count) else {
            throw Diagnosis.writing(path + ".partial", errno: errno)
        }
    }

    /// Where the last checkpoint is noted.
    private static func note(for path: String) -> String {
        let url = URL(filePath: path)
        return url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).checkpoint").path
    }

    /// Whether a pull of a file was begun and can go on.
    static func isBegun(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: note(for: path))
    }

    /// How many bytes of a file an earlier pull noted; whether they are still right shows when it goes on.
    static func noted(_ path: String, identity: String) -> Int {
        checkpoint(path, identity: identity)?.bytes ?? 0
    }

    private static func checkpoint(_ path: String, identity: String) -> Checkpoint? {
        guard let data = FileManager.default.contents(atPath: note(for: path)),
            let note = try? JSONDecoder().decode(Checkpoint.self, from: data),
            note.identity == identity, note.bytes > 0
        else { return nil }
        return note
    }

    private mutating func resume() {
        guard let note = Self.checkpoint(path, identity: identity) else { return }
        var known = SHA256()
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var position = 0
        while position < note.bytes {
            let wanted = min(piece.count, note.bytes - position)
            let read = piece.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, wanted, off_t(position))
            }
            if read < 0, errno == EINTR { continue }
            guard read > 0 else { return }
            known.update(piece[..<read])
            position += read
        }
        guard known.hexadecimal() == note.sha256 else { return }
        hash = known
        (count, checkpoint) = (note.bytes, note.bytes)
    }

    /// Adds bytes.
    mutating func write(_ bytes: [UInt8]) throws(Diagnosis) {
        hash.update(bytes)
        count += bytes.count
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite(descriptor, $0) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Diagnosis.writing(path + ".partial", errno: errno) }
            rest = rest.dropFirst(written)
        }
    }

    /// Takes back all that was written.
    mutating func startAgain() throws(Diagnosis) {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw Diagnosis.writing(path + ".partial", errno: errno)
        }
        unlink(Self.note(for: path))
        hash = SHA256()
        (count, checkpoint) = (0, 0)
    }

    /// Notes that all that was written is right, so that another process can go on from here.
    mutating func keepSoFar() throws(Diagnosis) {
        guard fsync(descriptor) == 0 else { throw Diagnosis.writing(path + ".partial", errno: errno) }
        let note = Checkpoint(identity: identity, bytes: count, sha256: sha256())
        guard let text = try? JSONEncoder().encode(note) else { return }
        try AtomicFile.write(Array(text), to: Self.note(for: path))
        checkpoint = count
    }

    /// The digest of what was written, in small hexadecimal digits.
    func sha256() -> String { hash.hexadecimal() }

    /// Gives the file its name, in place of one that has it.
    mutating func keep() throws(Diagnosis) {
        guard fsync(descriptor) == 0, rename(path + ".partial", path) == 0 else {
            throw Diagnosis.writing(path, errno: errno)
        }
        checkpoint = 0
        // The name is in the folder; without this a power failure may take it back.
        FileSystem.system.synchronizeFolder(parentFolder(of: path))
    }

    /// Has what was written thrown away at the end, checkpoints too.
    mutating func discard() { checkpoint = 0 }

    /// Reads what was written; for small files.
    func contents() -> [UInt8] { Array(FileManager.default.contents(atPath: path + ".partial") ?? Data()) }

    deinit {
        close(descriptor)
        guard checkpoint == 0 else { return }
        unlink(path + ".partial")
        unlink(Self.note(for: path))
    }
}
