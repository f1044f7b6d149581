/// The SHA-256 of files of any size.
package enum FileDigest {
    /// The digest of the file at `path`, in small hexadecimal digits; an empty file has one, too.
    ///
    /// - Throws: `Diagnosis` when the file cannot be read.
    package static func sha256(of path: String) throws(Diagnosis) -> String {
        var hash = SHA256()
        try RegularFile.read(path) { hash.update($0) }
        return hash.hexadecimal()
    }
}
