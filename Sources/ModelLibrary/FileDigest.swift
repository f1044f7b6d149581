import Digests
import Foundation

/// The SHA-256 of files of any size, read once in pieces.
package enum FileDigest {
    /// The digest in small hexadecimal digits.
    ///
    /// - Throws: ``ModelLibraryError`` with `.inputOutput` when the file cannot be read.
    package static func sha256(of path: String) throws(ModelLibraryError) -> String {
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            var hash = SHA256()
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(piece) }
            return hash.hexadecimal()
        } catch {
            throw ModelLibraryError(
                .inputOutput, path, problem: "cannot be read", remedy: "check the disk and who may read it")
        }
    }
}
