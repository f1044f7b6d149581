import Foundation

/// The keys of a type's JSON, as help lists them.
///
/// They are found by letting the type decode itself from nothing: whatever it asks for is noted, and made up. So a key is
/// in the help because it is in what is printed.
enum JSONShape {
    /// A shape such as `{"name", "rows": [{"mean": {"value", "low", "high"}}]}`.
    ///
    /// Enumerations have to be able to list their cases. With `snakeCase` keys are written as ``JSONText`` writes them.
    static func text(_ type: (some Decodable).Type, snakeCase: Bool = false) -> String {
        let place = JSONPlace()
        _ = try? place.madeUp(type)
        return place.text(snakeCase: snakeCase)
    }
}

/// What is asked for at one place of a value.
private final class JSONPlace {
    private var members: [(key: String, place: JSONPlace)] = []
    private var element: JSONPlace?

    /// Notes that there is a member.
    func member(_ key: any CodingKey) -> JSONPlace {
        if let known = members.first(where: { $0.key == key.stringValue }) { return known.place }
        let place = JSONPlace()
        members.append((key.stringValue, place))
        return place
    }

    /// Notes that there is a list.
    func list() -> JSONPlace {
        let place = element ?? JSONPlace()
        element = place
        return place
    }

    /// A value of a type, which tells on the way what it consists of.
    func madeUp<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let simple: [any Decodable] = [
            "", false, 0, 0.0, Float(0), Int32(0), Int64(0), UInt64(0), Data(),
            Date(timeIntervalSince1970: 0),
        ]
        if let value = simple.lazy.compactMap({ $0 as? Value }).first { return value }
        if let cases = type as? any CaseIterable.Type, let value = first(cases) as? Value { return value }
        return try Value(from: JSONShapeDecoder(place: self))
    }

    private func first<Cases: CaseIterable>(_ type: Cases.Type) -> Cases? { type.allCases.first }

    func text(snakeCase: Bool) -> String {
        if let element {
            let text = element.text(snakeCase: snakeCase)
            return text.isEmpty ? "[...]" : "[\(text)]"
        }
        guard !members.isEmpty else { return "" }
        let texts = members.map { key, place in
            let value = place.text(snakeCase: snakeCase)
            return "\"\(snakeCase ? Self.snakeCase(key) : key)\"" + (value.isEmpty ? "" : ": \(value)")
        }
        return "{\(texts.joined(separator: ", "))}"
    }

    /// The key of a member that may have any name.
    static let anyName = "NAME"

    private static func snakeCase(_ key: String) -> String {
        key == anyName
            ? key : key.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }
}

private struct JSONShapeDecoder: Decoder {
    let place: JSONPlace
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(JSONShapeObject<Key>(place: place))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { JSONShapeList(place: place.list()) }

    func singleValueContainer() -> any SingleValueDecodingContainer { JSONShapeValue(place: place) }
}

/// An object that has every member.
private struct JSONShapeObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let place: JSONPlace
    var codingPath: [any CodingKey] { [] }
    // Only what takes any key asks for them all.
    var allKeys: [Key] { [Key(stringValue: JSONPlace.anyName)].compactMap(\.self) }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try place.member(key).madeUp(type)
    }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(JSONShapeObject<Nested>(place: place.member(key)))
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
        JSONShapeList(place: place.member(key).list())
    }
    func superDecoder() -> any Decoder { JSONShapeDecoder(place: place) }
    func superDecoder(forKey key: Key) -> any Decoder { JSONShapeDecoder(place: place.member(key)) }
}

/// A list of one element.
private struct JSONShapeList: UnkeyedDecodingContainer {
    let place: JSONPlace
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 1 }
    private(set) var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    init(place: JSONPlace) { self.place = place }

    mutating func decodeNil() -> Bool { false }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        currentIndex += 1
        return try place.madeUp(type)
    }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedDecodingContainer<Nested> {
        currentIndex += 1
        return KeyedDecodingContainer(JSONShapeObject<Nested>(place: place))
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer {
        currentIndex += 1
        return JSONShapeList(place: place.list())
    }
    mutating func superDecoder() -> any Decoder { JSONShapeDecoder(place: place) }
}

private struct JSONShapeValue: SingleValueDecodingContainer {
    let place: JSONPlace
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try place.madeUp(type) }
}
