import Files

extension AdapterStore {
    /// The digest that tells bases apart: SHA-256, in hexadecimal, of the file, or of the files' digests in order.
    ///
    /// - Throws: `Diagnosis` for a file that cannot be read.
    public func baseDigest(of files: [String]) throws -> String {
        try DigestCache(home: home).digest(of: files)
    }
}
