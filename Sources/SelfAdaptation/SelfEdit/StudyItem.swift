import Foundation

/// One piece of study material: it becomes one training sequence.
public enum StudyItem: Sendable, Equatable, Codable {
    /// A statement or passage; all of it bears loss.
    case text(String)
    /// A question and its answer, asked as the exam asks; the answer bears loss.
    case question(String, answer: String)
}

extension StudyItem {
    /// Takes a completion of the policy apart.
    ///
    /// Text between `---` lines is one piece each; else a completion with questions and answers is cut into
    /// pairs; else every line is a piece, without its number or bullet, and a first line that only announces
    /// a list is dropped. Source: SEAL's `build_train_sequences` (arXiv 2506.10943, code release), with the
    /// numbering taken off.
    public static func parse(_ completion: String) -> [StudyItem] {
        let lines = completion.split(whereSeparator: \.isNewline).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let pairs = questions(in: lines)
        var items = pairs.map { StudyItem.question($0.question, answer: $0.answer) }
        if items.isEmpty {
            let cleaned = lines.enumerated().compactMap { index, line in
                index == 0 && lines.count > 1 && line.hasSuffix(":") ? nil : stripped(line)
            }
            items = cleaned.filter(isSentence).map(StudyItem.text)
        }
        return distinct(items)
    }

    /// The items without those that say the same as an earlier one, letter for letter.
    static func distinct(_ items: [StudyItem]) -> [StudyItem] {
        var seen: Set<String> = []
        return items.filter { seen.insert($0.key).inserted }
    }

    /// The characters by which two pieces count as the same.
    var key: String {
        let text =
            switch self {
            case .text(let text): text
            case .question(let question, let answer): question + "\n" + answer
            }
        return String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    private static func isSentence(_ line: String) -> Bool {
        line.split(separator: " ").count >= 3 && line.contains(where: \.isLetter) && line != "---"
    }

    /// A line without list number, bullet, heading marks or emphasis.
    private static func stripped(_ line: String) -> String {
        var text = line[...]
        while let first = text.first, "-*•#>".contains(first) { text.removeFirst() }
        text = text.drop(while: \.isWhitespace)
        let digits = text.prefix(while: \.isNumber)
        if !digits.isEmpty, digits.count <= 3 {
            let rest = text.dropFirst(digits.count)
            if let mark = rest.first, ".):".contains(mark), rest.dropFirst().first?.isWhitespace ?? true {
                text = rest.dropFirst()
            }
        }
        return text.replacing("**", with: "").trimmingCharacters(in: .whitespaces)
    }

    /// Pairs of a question and an answer, each marked by its word.
    private static func questions(in lines: [String]) -> [(question: String, answer: String)] {
        var pairs: [(question: String, answer: String)] = []
        var question: String?
        for line in lines.map(stripped) {
            if let text = content(of: line, after: ["question", "q"]) {
                question = text
                // Some models put both on one line.
                if let cut = text.range(of: "answer:", options: .caseInsensitive) {
                    let answer = text[cut.upperBound...].trimmingCharacters(in: .whitespaces)
                    pairs.append((text[..<cut.lowerBound].trimmingCharacters(in: .whitespaces), answer))
                    question = nil
                }
            } else if let text = content(of: line, after: ["answer", "a"]), let asked = question {
                pairs.append((asked, text))
                question = nil
            } else if line.hasSuffix("?") {
                question = line
            }
        }
        return pairs.filter { !$0.question.isEmpty && !$0.answer.isEmpty }
    }

    /// What follows a mark such as `Question 3:`, or nil when the line does not begin with one.
    private static func content(of line: String, after marks: [String]) -> String? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let head = line[..<colon].lowercased().filter { $0.isLetter }
        let isShort = line.distance(from: line.startIndex, to: colon) <= 14
        guard isShort, marks.contains(head) else { return nil }
        return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
}
