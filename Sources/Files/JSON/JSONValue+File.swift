extension JSONValue {
    /// Reads the JSON file at `path`, at most `limit` bytes long.
    ///
    /// - Throws: ``Diagnosis`` with `.limitExceeded`, `.malformed`, `.duplicate`, or why the file cannot be
    ///   read.
    public static func read(path: String, limit: Int = 64 << 20) throws(Diagnosis) -> JSONValue {
        let file = try MappedFile(path: path)
        guard file.byteCount <= limit else {
            throw Diagnosis(
                .limitExceeded, file: path,
                problem: "\(file.byteCount) bytes are more than the limit of \(limit)",
                remedy: "check that this is the right file")
        }
        return try file.bytes.withUnsafeBytes { (bytes) throws(Diagnosis) in
            try JSONParser.parse(bytes, path: path)
        }
    }

    /// Parses JSON from memory; `path` names its origin in messages.
    ///
    /// - Throws: ``Diagnosis`` with `.malformed`, `.duplicate` or `.limitExceeded`.
    public init(parsing text: String, path: String) throws(Diagnosis) {
        try self.init(parsing: Array(text.utf8), path: path)
    }

    /// Parses JSON from bytes in memory; `path` names their origin in messages.
    ///
    /// - Throws: ``Diagnosis`` with `.malformed`, `.duplicate` or `.limitExceeded`.
    package init(parsing bytes: [UInt8], path: String) throws(Diagnosis) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(Diagnosis) in try JSONParser.parse(buffer, path: path) }
        }
        self = try result.get()
    }
}
