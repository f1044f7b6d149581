/// Cuts an answer where the model stopped answering and began a new turn, and takes off its label.
///
/// Models that continue plain text often write the answer and then invent the next question. What follows a line
/// that begins with "Question:", "Q:", "User:" and the like is not part of the answer.
enum AnswerTrimming {
    static func trimmed(_ answer: String) -> (text: String, ranOn: Bool) {
        let isPlain = !answer.utf8.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        if isPlain, !answer.utf8.prefix(24).contains(UInt8(ascii: ":")) { return (answer, false) }
        var kept: [Substring] = []
        var ranOn = false
        for line in answer.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
            let head = label(of: line)
            if turns.contains(head) || (!kept.isEmpty && line.hasPrefix("You are a")) {
                ranOn = true
                if kept.isEmpty { continue }
                break
            }
            if labels.contains(head), let colon = line.firstIndex(of: ":") {
                let rest = line[line.index(after: colon)...]
                // What stands before the label is the question or a heading said again.
                kept.removeAll()
                if rest.contains(where: { !$0.isWhitespace }) { kept.append(rest) }
                continue
            }
            kept.append(line)
        }
        return (kept.joined(separator: "\n"), ranOn)
    }

    /// The word before the colon that opens a line, in lower case; empty when there is none.
    private static func label(of line: Substring) -> String {
        let start = line.drop { $0 == " " || $0 == "\t" || $0 == "*" || $0 == "#" }
        let prefix = start.prefix(14)
        guard let colon = prefix.firstIndex(of: ":") else { return "" }
        return prefix[..<colon].lowercased()
    }

    private static let turns: Set<String> = [
        "question", "q", "user", "human", "topic", "context", "passage", "instruction", "input", "system",
    ]
    private static let labels: Set<String> = ["answer", "a", "assistant", "response", "final answer"]
}
