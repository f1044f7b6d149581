/// A parsed JSON document that keeps what Foundation's parser drops and these formats rely on: the order of
/// members (PEFT's patterns are tried in order) and duplicate keys (refused, as two readers may pick
/// different ones).
public enum JSONValue: Equatable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number written without fraction or exponent that fits 64 bits.
    case integer(Int)
    /// Any other number; Python's `NaN` and `Infinity` are refused by the parser.
    case number(Double)
    /// Text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Members in the order of the file.
    case object(JSONObject)

    /// The text, when this is a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The truth value, when this is one.
    public var bool: Bool? { if case .bool(let truth) = self { truth } else { nil } }

    /// The whole number, when this is one (also when written as `5.0`).
    public var integer: Int? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    /// The number, when this is one.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The elements, when this is a list.
    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    /// The members, when this is an object.
    public var object: JSONObject? { if case .object(let members) = self { members } else { nil } }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }

    /// The member with this key, when this is an object that has it and it is not `null`.
    public subscript(key: String) -> JSONValue? {
        object?[key].flatMap { $0.isNull ? nil : $0 }
    }

    /// The kind in words, for messages.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
