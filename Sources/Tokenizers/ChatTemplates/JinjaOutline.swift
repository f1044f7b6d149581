/// The parts of a Jinja template by which it is recognised, without running it.
///
/// Each block's code is kept without its white space, and its literals, with their escapes undone, stand between `«` and
/// `»`. `{{- " " + message["content"] + eos_token }}` is the output block `« »+message[«content»]+eos_token`.
struct JinjaOutline {
    /// The code of all blocks `{{ … }}`, in order.
    private(set) var outputs: [String] = []
    /// The code of all blocks, in order and joined.
    private(set) var code = ""
    /// All literals, and the text outside of blocks.
    private(set) var texts: [String] = []

    /// Takes a template apart; what does not end is taken to the end of the template.
    init(_ template: String) {
        var rest = Array(template.unicodeScalars)[...]
        var outside = String.UnicodeScalarView()
        while let first = rest.popFirst() {
            guard first == "{", let kind = rest.first, kind == "{" || kind == "%" || kind == "#" else {
                outside.append(first)
                continue
            }
            rest.removeFirst()
            if !outside.isEmpty { texts.append(String(outside)) }
            outside.removeAll()
            if kind == "#" { Self.skipComment(&rest) } else { readBlock(&rest, isOutput: kind == "{") }
        }
        if !outside.isEmpty { texts.append(String(outside)) }
    }

    /// Whether any text of the template contains the given one.
    func mentions(_ text: String) -> Bool { texts.contains { $0.contains(text) } }

    private static func skipComment(_ rest: inout ArraySlice<Unicode.Scalar>) {
        while let scalar = rest.popFirst() {
            if scalar == "#", rest.first == "}" {
                rest.removeFirst()
                return
            }
        }
    }

    private mutating func readBlock(_ rest: inout ArraySlice<Unicode.Scalar>, isOutput: Bool) {
        var block = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == "'" || scalar == "\"" {
                let literal = Self.literal(endingWith: scalar, &rest)
                texts.append(literal)
                block.append(contentsOf: "«\(literal)»".unicodeScalars)
            } else if (scalar == "}" || scalar == "%") && rest.first == "}" {
                rest.removeFirst()
                break
            } else if !scalar.properties.isWhitespace {
                block.append(scalar)
            }
        }
        // A dash at either end only trims the white space around the block.
        if block.first == "-" { block.removeFirst() }
        if block.last == "-" { block.removeLast() }
        if isOutput { outputs.append(String(block)) }
        code += String(block) + "\n"
    }

    private static func literal(endingWith quote: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>)
        -> String
    {
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst(), scalar != quote {
            guard scalar == "\\", let escaped = rest.popFirst() else {
                text.append(scalar)
                continue
            }
            switch escaped {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "r": text.append("\r")
            default: text.append(escaped)
            }
        }
        return String(text)
    }
}
