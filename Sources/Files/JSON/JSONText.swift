import Foundation

/// JSON for scripts: the same value always gives the same bytes.
package enum JSONText {
    /// The value as JSON on one line, keys in alphabetical order, without a line break at its end.
    ///
    /// JSON has no infinities; a score or loss that is not finite becomes one of the strings `"Infinity"`,
    /// `"-Infinity"` and `"NaN"`.
    ///
    /// With `snakeCase` keys become `snake_case`, as other programs expect them.
    ///
    /// - Throws: `EncodingError` when the value's own `encode(to:)` does.
    package static func line(_ value: some Encodable, snakeCase: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        if snakeCase { encoder.keyEncodingStrategy = .convertToSnakeCase }
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Hands `write` a list's text, the same as ``line(_:snakeCase:)`` has, in pieces of some thousand elements: lists may be
    /// longer than memory has room for their text.
    ///
    /// - Throws: `EncodingError` when an element's own `encode(to:)` does, and what `write` throws.
    package static func list<Element: Encodable>(
        _ elements: some Sequence<Element>, write: (String) throws -> Void
    ) throws {
        try write("[")
        var isFirst = true
        var part: [Element] = []
        func flush() throws {
            guard !part.isEmpty else { return }
            try write((isFirst ? "" : ",") + line(part).dropFirst().dropLast())
            isFirst = false
            part.removeAll(keepingCapacity: true)
        }
        for element in elements {
            part.append(element)
            if part.count == 4096 { try flush() }
        }
        try flush()
        try write("]")
    }
}
