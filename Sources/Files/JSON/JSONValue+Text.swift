extension JSONValue {
    /// This value as JSON text: compact, or over indented lines that end with a line feed.
    ///
    /// Members keep their order, so that the same value always gives the same text.
    public func text(indented: Bool = false) -> String {
        var out = ""
        write(to: &out, indentation: indented ? 0 : nil)
        if indented { out += "\n" }
        return out
    }

    private func write(to out: inout String, indentation: Int?) {
        switch self {
        case .null: out += "null"
        case .bool(let truth): out += truth ? "true" : "false"
        case .integer(let value): out += String(value)
        // JSON has no word for NaN and infinity.
        case .number(let value): out += value.isFinite ? value.description : "null"
        case .string(let text): Self.write(text, to: &out)
        case .array(let elements):
            Self.writeList(elements, open: "[", close: "]", to: &out, indentation: indentation) {
                element, inner, out in
                element.write(to: &out, indentation: inner)
            }
        case .object(let members):
            Self.writeList(members.members, open: "{", close: "}", to: &out, indentation: indentation) {
                member, inner, out in
                Self.write(member.key, to: &out)
                out += inner == nil ? ":" : ": "
                member.value.write(to: &out, indentation: inner)
            }
        }
    }

    private static func writeList<Element>(
        _ elements: [Element], open: String, close: String, to out: inout String, indentation: Int?,
        _ write: (Element, Int?, inout String) -> Void
    ) {
        out += open
        let inner = indentation.map { $0 + 2 }
        for (index, element) in elements.enumerated() {
            if index > 0 { out += "," }
            if let inner { out += "\n" + String(repeating: " ", count: inner) }
            write(element, inner, &out)
        }
        if let indentation, !elements.isEmpty { out += "\n" + String(repeating: " ", count: indentation) }
        out += close
    }

    private static func write(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{0}"..<"\u{20}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// The members given, a later one replacing an earlier of the same key.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init()
        for (key, value) in elements { self[key] = value }
    }
}
