/// The members of one JSON object of one file, with accessors that name file and key when a value is not as
/// needed.
///
/// A member that is `null` counts as absent, as in the Python tools that write these files.
public struct JSONFields: Sendable {
    /// Path of the file.
    package let path: String
    /// Keys of the objects around this one, ending in a dot, or empty.
    package let prefix: String
    /// The members.
    public let object: JSONObject

    /// The members of the JSON file at `path`.
    ///
    /// - Throws: ``Diagnosis`` with `.malformed` when it holds no object, or why it cannot be read.
    public init(path: String) throws(Diagnosis) {
        guard let object = try JSONValue.read(path: path).object else {
            throw Diagnosis(
                .malformed, file: path, problem: "is not a JSON object", remedy: "fetch the file again")
        }
        self.init(object, path: path)
    }

    /// The members of an object that was read from the file at `path`, under keys that begin with `prefix`.
    package init(_ object: JSONObject, path: String, prefix: String = "") {
        self.object = object
        self.path = path
        self.prefix = prefix
    }

    /// The value of `key` unless absent or null.
    public subscript(key: String) -> JSONValue? {
        object[key].flatMap { $0.isNull ? nil : $0 }
    }

    /// The text under `key`, or nil.
    ///
    /// - Throws: ``Diagnosis`` with `.wrongValue`.
    package func string(_ key: String) throws(Diagnosis) -> String? {
        try typed(key, "a string") { $0.string }
    }

    /// The truth value under `key`, or nil.
    ///
    /// - Throws: ``Diagnosis`` with `.wrongValue`.
    package func bool(_ key: String) throws(Diagnosis) -> Bool? {
        try typed(key, "true or false") { $0.bool }
    }

    /// The number under `key`, or nil.
    ///
    /// - Throws: ``Diagnosis`` with `.wrongValue`.
    package func double(_ key: String) throws(Diagnosis) -> Double? {
        try typed(key, "a number") { $0.double }
    }

    /// The whole number under `key`, or nil.
    ///
    /// - Throws: ``Diagnosis`` with `.wrongValue`, also when it is outside `range`.
    package func integer(_ key: String, in range: ClosedRange<Int>) throws(Diagnosis) -> Int? {
        try typed(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") { value in
            value.integer.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// The strings listed under `key`, or nil.
    ///
    /// - Throws: ``Diagnosis`` with `.wrongValue`.
    package func strings(_ key: String) throws(Diagnosis) -> [String]? {
        try typed(key, "a list of strings") { $0.array.flatMap { Self.all($0.map(\.string)) } }
    }

    /// The whole number or numbers under `key`; empty when absent.
    ///
    /// - Throws: ``Diagnosis`` with `.wrongValue`.
    package func integers(_ key: String) throws(Diagnosis) -> [Int] {
        try typed(key, "a whole number or a list of them") { value in
            value.array.map { Self.all($0.map(\.integer)) } ?? value.integer.map { [$0] }
        } ?? []
    }

    /// The object under `key`, or nil.
    ///
    /// - Throws: ``Diagnosis`` with `.wrongValue`.
    package func fields(_ key: String) throws(Diagnosis) -> JSONFields? {
        try typed(key, "an object") { value in
            value.object.map { JSONFields($0, path: path, prefix: "\(prefix)\(key).") }
        }
    }

    /// The value under `key`, which must be there.
    ///
    /// - Throws: ``Diagnosis`` with `.missing`.
    package func required<Value>(_ value: Value?, _ key: String) throws(Diagnosis) -> Value {
        guard let value else { throw error(.missing, key, "the key is not there", "fetch the file again") }
        return value
    }

    /// An error about `key`.
    package func error(
        _ code: Diagnosis.Code, _ key: String, _ problem: String, _ remedy: String
    ) -> Diagnosis {
        Diagnosis(code, file: path, place: "key \(quoted(prefix + key))", problem: problem, remedy: remedy)
    }

    private func typed<Value>(
        _ key: String, _ wanted: String, _ convert: (JSONValue) -> Value?
    ) throws(Diagnosis) -> Value? {
        guard let value = self[key] else { return nil }
        guard let converted = convert(value) else {
            throw error(
                .wrongValue, key, "\(value.kind) where \(wanted) is needed",
                "repair it or fetch the file again")
        }
        return converted
    }

    private static func all<Value>(_ values: [Value?]) -> [Value]? {
        let present = values.compactMap { $0 }
        return present.count == values.count ? present : nil
    }
}
