/// Header fields in the order in which they are sent or came; names are in small letters.
package struct HTTPHeaders: Sendable, Equatable {
    /// One field.
    package struct Field: Sendable, Equatable {
        /// The name in small letters.
        package let name: String
        /// The value without white space around it.
        package let value: String
    }

    /// All fields.
    package private(set) var fields: [Field] = []

    /// No fields.
    package init() {}

    /// Adds a field.
    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name.lowercased(), value: value))
    }

    /// The value of the first field of a name; capitals make no difference.
    package subscript(_ name: String) -> String? {
        let name = name.lowercased()
        return fields.first { $0.name == name }?.value
    }

    /// Whether every name is a token and no value could end its line, so that nothing is smuggled in.
    ///
    /// Source: RFC 9110, section 5.
    var areSound: Bool {
        fields.allSatisfy { field in
            !field.name.isEmpty && field.name.utf8.allSatisfy(Self.isToken)
                && field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        }
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    /// Fields as they are written, in this order.
    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }
}
