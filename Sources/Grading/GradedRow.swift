public import Files
import Foundation

/// One row of a file of graded answers: a question, its gold answers, an answer and the verdict on it.
public struct GradedRow: Sendable, Hashable {
    /// What was asked.
    public let question: String
    /// Answers that count as right; at least one.
    public let gold: [String]
    /// The answer that was judged.
    public let answer: String
    /// The given verdict: whether the answer is right.
    public let verdict: Bool

    /// Reads one line of JSON.
    ///
    /// `gold` is a string or an array of strings. The verdict stands in `gpt4_1_verdict` or `verdict` as a boolean or
    /// as "yes", "no", "true", "false", "correct" or "incorrect" in any case.
    ///
    /// - Parameters:
    ///   - line: the text of the line.
    ///   - number: its number in the file, from 1, for error messages.
    /// - Throws: `Diagnosis` that names the line, the field and the remedy.
    public init(line: String, number: Int) throws(Diagnosis) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
            let fields = object as? [String: Any]
        else {
            throw Diagnosis(
                .malformed, place: "line \(number)", problem: "is not a JSON object",
                remedy: "write one object a line with question, gold, answer and verdict")
        }
        question = try Self.text("question", in: fields, line: number)
        gold = try Self.gold(in: fields, line: number)
        answer = try Self.text("answer", in: fields, line: number)
        verdict = try Self.verdict(in: fields, line: number)
    }

    private static func missing(_ name: String, line: Int) -> Diagnosis {
        let accepted = name == "verdict" ? "`verdict` (or `gpt4_1_verdict`)" : "`\(name)`"
        return Diagnosis(
            .missing, place: "line \(line)", problem: "\(accepted) is missing",
            remedy: "add the field to this row")
    }

    private static func text(
        _ name: String, in fields: [String: Any], line: Int
    ) throws(Diagnosis) -> String {
        guard let value = fields[name] else { throw missing(name, line: line) }
        guard let text = value as? String else {
            throw Diagnosis(
                .wrongValue, place: "line \(line)", problem: "`\(name)` is not a string",
                remedy: "put it in quotes"
            )
        }
        return text
    }

    private static func gold(in fields: [String: Any], line: Int) throws(Diagnosis) -> [String] {
        guard let value = fields["gold"] else { throw missing("gold", line: line) }
        if let text = value as? String { return [text] }
        if let texts = value as? [String], !texts.isEmpty { return texts }
        throw Diagnosis(
            .wrongValue, place: "line \(line)", problem: "`gold` is neither a string nor an array of strings",
            remedy: "give one gold answer or a list of at least one")
    }

    private static func verdict(in fields: [String: Any], line: Int) throws(Diagnosis) -> Bool {
        guard let value = fields["gpt4_1_verdict"] ?? fields["verdict"] else {
            throw missing("verdict", line: line)
        }
        if let text = value as? String {
            switch text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased() {
            case "yes", "true", "correct": return true
            case "no", "false", "incorrect": return false
            default: break
            }
        } else if let flag = value as? Bool {
            return flag
        }
        throw Diagnosis(
            .wrongValue, place: "line \(line)", problem: "the verdict is not one that is known",
            remedy: "use true or false, \"yes\" or \"no\", \"correct\" or \"incorrect\"")
    }
}
