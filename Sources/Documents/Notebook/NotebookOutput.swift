/// What a cell of a notebook gave.
enum NotebookOutput {
    /// Its text; nil when it is a picture, a program or nothing.
    static func text(of output: Any) -> String? {
        guard let output = output as? [String: Any] else { return nil }
        switch output["output_type"] as? String {
        case "stream": return printed(NotebookReader.joined(output["text"]))
        case "error", "pyerr":
            // The trace shows the code of others; its last line is what was wrong.
            let parts = [output["ename"], output["evalue"]].compactMap { $0 as? String }.filter {
                !$0.isEmpty
            }
            return parts.isEmpty ? nil : printed(parts.joined(separator: ": "))
        default:
            // Version 3 has the data right in the output.
            let data = output["data"] as? [String: Any] ?? output
            // A picture's text is only the name of its kind.
            guard !data.keys.contains(where: { $0.hasPrefix("image/") || $0 == "png" || $0 == "svg" }) else {
                return nil
            }
            let text = printed(NotebookReader.joined(data["text/plain"] ?? data["text"]))
            return text.isEmpty ? nil : text
        }
    }

    /// What a terminal would show in the end: no colours, and of a line that was written over only the last state.
    private static func printed(_ text: String) -> String {
        var lines: [String] = []
        for line in text.replacing("\r\n", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            let states = line.split(separator: "\r")
            lines.append(withoutEscapes(states.last ?? ""))
        }
        return lines.joined(separator: "\n")
    }

    /// A line without sequences that begin with ESC and "[" and end with a letter (ECMA-48, section 5.4).
    private static func withoutEscapes(_ line: Substring) -> String {
        guard line.utf8.contains(0x1B) else { return String(line) }
        var result = ""
        var rest = line.unicodeScalars[...]
        while let escape = rest.firstIndex(of: "\u{1B}") {
            result.unicodeScalars += rest[..<escape]
            rest = rest[escape...].dropFirst()
            guard rest.first == "[" else { continue }
            rest = rest.dropFirst().drop { $0.value < 0x40 || $0.value > 0x7E }.dropFirst()
        }
        result.unicodeScalars += rest
        return result
    }
}
