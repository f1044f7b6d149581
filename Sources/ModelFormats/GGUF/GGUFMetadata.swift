public import Files

/// The key–value pairs at the head of a GGUF file.
///
/// The typed accessors say which key is missing or of another type, so that callers need no checks of their
/// own.
public struct GGUFMetadata: Sendable {
    /// Path of the file, for messages.
    let path: String
    /// Keys in the order of the file.
    public let keys: [String]
    private let values: [String: MetadataValue]

    /// Reads `count` pairs.
    ///
    /// - Throws: `Diagnosis` with `.truncated`, `.limitExceeded`, `.malformed` or `.duplicate`.
    init(
        _ reader: inout ByteReader, count: Int, file: MappedFile, limits: GGUFFile.Limits
    ) throws(Diagnosis) {
        var keys: [String] = []
        var values: [String: MetadataValue] = [:]
        keys.reserveCapacity(count)
        values.reserveCapacity(count)
        for _ in 0..<count {
            let key = try reader.readString(limit: limits.keyBytes, for: "a metadata key")
            let value = try MetadataValue(&reader, key: key, file: file, limits: limits)
            guard values.updateValue(value, forKey: key) == nil else {
                throw Diagnosis(
                    .duplicate, file: file.path, place: "key \(quoted(key))",
                    problem: "the key is used twice",
                    remedy: "fetch the file again")
            }
            keys.append(key)
        }
        self.path = file.path
        self.keys = keys
        self.values = values
    }

    /// The value of `key`, or nil.
    public subscript(key: String) -> MetadataValue? { values[key] }

    /// Text.
    ///
    /// - Throws: `Diagnosis` with `.missing` or `.wrongValue`.
    public func string(_ key: String) throws(Diagnosis) -> String {
        try required(stringIfPresent(key), key)
    }

    /// Text, or nil when the key is absent.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue`.
    public func stringIfPresent(_ key: String) throws(Diagnosis) -> String? {
        guard let value = values[key] else { return nil }
        guard case .string(let text) = value else { throw wrong(key, value, "a string") }
        return text
    }

    /// A whole number of any stored width.
    ///
    /// - Throws: `Diagnosis` with `.missing` or `.wrongValue`.
    public func integer(_ key: String) throws(Diagnosis) -> Int {
        try required(integerIfPresent(key), key)
    }

    /// A whole number of any stored width, or nil when the key is absent.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue`.
    public func integerIfPresent(_ key: String) throws(Diagnosis) -> Int? {
        guard let value = values[key] else { return nil }
        switch value {
        case .unsigned(let number):
            if let result = Int(exactly: number) { return result }
        case .signed(let number):
            return Int(number)
        default:
            break
        }
        throw wrong(key, value, "a whole number")
    }

    /// A number, which may be stored as a whole one.
    ///
    /// - Throws: `Diagnosis` with `.missing`, `.wrongValue` or `.notFinite`.
    public func double(_ key: String) throws(Diagnosis) -> Double {
        try required(doubleIfPresent(key), key)
    }

    /// A number, or nil when the key is absent.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue` or `.notFinite`.
    public func doubleIfPresent(_ key: String) throws(Diagnosis) -> Double? {
        guard let value = values[key] else { return nil }
        switch value {
        case .unsigned(let number): return Double(number)
        case .signed(let number): return Double(number)
        case .float(let number):
            guard number.isFinite else {
                throw Diagnosis(
                    .notFinite, file: path, place: "key \(quoted(key))", problem: "the value is \(number)",
                    remedy: "fetch the file again")
            }
            return number
        default: throw wrong(key, value, "a number")
        }
    }

    /// A truth value, or nil when the key is absent.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue`.
    public func boolIfPresent(_ key: String) throws(Diagnosis) -> Bool? {
        guard let value = values[key] else { return nil }
        guard case .bool(let truth) = value else { throw wrong(key, value, "true or false") }
        return truth
    }

    /// An array, or nil when the key is absent.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue`.
    public func arrayIfPresent(_ key: String) throws(Diagnosis) -> MetadataArray? {
        guard let value = values[key] else { return nil }
        guard case .array(let array) = value else { throw wrong(key, value, "an array") }
        return array
    }

    /// An array of strings, decoded now.
    ///
    /// - Throws: `Diagnosis` with `.missing`, `.wrongValue` or `.malformed`.
    public func strings(_ key: String) throws(Diagnosis) -> [String] {
        try required(arrayIfPresent(key), key).strings()
    }

    /// An array of whole numbers, decoded now.
    ///
    /// - Throws: `Diagnosis` with `.missing` or `.wrongValue`.
    public func integers(_ key: String) throws(Diagnosis) -> [Int] {
        try required(arrayIfPresent(key), key).integers()
    }

    /// An array of numbers, decoded now.
    ///
    /// - Throws: `Diagnosis` with `.missing` or `.wrongValue`.
    public func floats(_ key: String) throws(Diagnosis) -> [Float] {
        try required(arrayIfPresent(key), key).floats()
    }

    private func required<Value>(_ value: Value?, _ key: String) throws(Diagnosis) -> Value {
        guard let value else {
            throw Diagnosis(
                .missing, file: path, place: "key \(quoted(key))", problem: "the key is not there",
                remedy: "the file is incomplete; convert or fetch the model again")
        }
        return value
    }

    private func wrong(_ key: String, _ value: MetadataValue, _ wanted: String) -> Diagnosis {
        Diagnosis(
            .wrongValue, file: path, place: "key \(quoted(key))",
            problem: "\(value.kind) where \(wanted) is needed",
            remedy: "convert or fetch the model again")
    }
}
