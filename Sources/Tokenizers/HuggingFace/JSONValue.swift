/// A JSON document that keeps what a vocabulary needs: the order of members, and keys compared by their bytes.
///
/// Foundation's readers put members into dictionaries of Swift strings, where a composed and a decomposed spelling are
/// one key; two tokens of a vocabulary would become one.
enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])

    /// The last member with a key, or nil when there is none or it is null.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self,
            let value = members.last(where: { $0.key.utf8.elementsEqual(key.utf8) })?.value
        else { return nil }
        if case .null = value { return nil }
        return value
    }

    /// The text of a string.
    var string: String? { if case .string(let value) = self { value } else { nil } }
    /// The value of a Boolean.
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The elements of an array.
    var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    /// The value of a number that is a whole one.
    var integer: Int? { if case .number(let value) = self { Int(exactly: value) } else { nil } }
    /// The members of an object, in the order of the file.
    var object: [(key: String, value: JSONValue)]? {
        if case .object(let value) = self { value } else { nil }
    }
}
