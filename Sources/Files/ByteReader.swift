/// Reads little-endian values one after the other from a mapped file and never past its end.
///
/// Lengths are compared with what is left of the file before anything is allocated, so a hostile count costs
/// nothing.
package struct ByteReader {
    private let file: MappedFile
    private let bytes: FileBytes
    /// Offset of the next byte to read, from the start of the file.
    package private(set) var offset: Int

    /// Starts at `offset` of `file`; an offset past the end makes every read fail.
    package init(_ file: MappedFile, at offset: Int = 0) {
        self.file = file
        self.bytes = file.bytes
        self.offset = min(max(offset, 0), file.byteCount)
    }

    /// Bytes between the reader and the end of the file.
    package var remaining: Int { bytes.count - offset }

    /// Reads one integer.
    ///
    /// - Throws: ``Diagnosis`` with `.truncated`; the reader stays where it was.
    package mutating func read<Value: FixedWidthInteger & BitwiseCopyable>(
        _: Value.Type = Value.self, for what: @autoclosure () -> String
    ) throws(Diagnosis) -> Value {
        let size = MemoryLayout<Value>.size
        guard size <= remaining else { throw truncated(what(), needed: size) }
        let value = bytes.loadUnaligned(fromByteOffset: offset, as: Value.self)
        offset += size
        return Value(littleEndian: value)
    }

    /// Reads a 64-bit length and checks it against `limit` and, at `unit` bytes an item, against what is
    /// left.
    ///
    /// - Throws: ``Diagnosis`` with `.limitExceeded` or `.truncated`.
    package mutating func readCount(
        limit: Int, unit: Int, for what: @autoclosure () -> String
    ) throws(Diagnosis) -> Int {
        let start = offset
        let raw = try read(UInt64.self, for: what())
        guard let count = Int(exactly: raw), count <= limit else {
            throw Diagnosis(
                .limitExceeded, file: file.path, place: "byte \(start)",
                problem: "\(what()) of \(raw) is above the limit of \(limit)",
                remedy: "the file is damaged or hostile; fetch it again from a trusted source")
        }
        guard count <= remaining / max(unit, 1) else { throw truncated(what(), needed: count) }
        return count
    }

    /// Reads a string with a 64-bit length before it.
    ///
    /// - Throws: ``Diagnosis`` with `.limitExceeded`, `.truncated` or, for invalid UTF-8, `.malformed`.
    package mutating func readString(limit: Int, for what: @autoclosure () -> String) throws(Diagnosis)
        -> String
    {
        let count = try readCount(limit: limit, unit: 1, for: "the length of \(what())")
        let start = offset
        offset += count
        guard let text = String(validating: bytes[start..<offset], as: UTF8.self) else {
            throw Diagnosis(
                .malformed, file: file.path, place: "byte \(start)", problem: "\(what()) is not valid UTF-8",
                remedy: "fetch the file again")
        }
        return text
    }

    /// Moves past `count` bytes.
    ///
    /// - Throws: ``Diagnosis`` with `.truncated`.
    package mutating func skip(_ count: Int, for what: @autoclosure () -> String) throws(Diagnosis) {
        guard count >= 0, count <= remaining else { throw truncated(what(), needed: count) }
        offset += count
    }

    private func truncated(_ what: String, needed: Int) -> Diagnosis {
        Diagnosis(
            .truncated, file: file.path, place: "byte \(offset)",
            problem: "the file ends inside \(what) (\(remaining) bytes left)", remedy: "fetch the file again")
    }
}
