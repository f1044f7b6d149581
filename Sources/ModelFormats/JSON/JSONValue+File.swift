extension JSONValue {
    /// Reads the JSON file at `path`, at most `limit` bytes long.
    ///
    /// - Throws: ``FormatError`` with `.limitExceeded`, `.malformed`, `.duplicate`, or why the file cannot be
    ///   read.
    public static func read(path: String, limit: Int = 64 << 20) throws(FormatError) -> JSONValue {
        let file = try MappedFile(path: path)
        guard file.byteCount <= limit else {
            throw FormatError(
                .limitExceeded, file: path,
                problem: "\(file.byteCount) bytes are more than the limit of \(limit)",
                remedy: "check that this is the right file")
        }
        return try file.bytes.withUnsafeBytes { (bytes) throws(FormatError) in
            try JSONParser.parse(bytes, path: path)
        }
    }

    /// Parses JSON from memory; `path` names its origin in messages.
    ///
    /// - Throws: ``FormatError`` with `.malformed`, `.duplicate` or `.limitExceeded`.
    public init(parsing text: String, path: String) throws(FormatError) {
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(FormatError) in try JSONParser.parse(buffer, path: path) }
        }
        self = try result.get()
    }
}
