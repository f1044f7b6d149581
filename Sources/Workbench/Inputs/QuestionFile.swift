import Files
import Foundation

/// An exam from a JSON file.
package enum QuestionFile {
    /// The questions of a file, at least one; topics are filled in later.
    ///
    /// - Throws: `Diagnosis` that names file and entry.
    package static func read(_ file: String) throws -> [QuestionEntry] {
        let data = try JSONInput.list(file, ofEntriesWith: "question")
        let entries: [QuestionEntry]
        do {
            entries = try JSONDecoder().decode([QuestionEntry].self, from: data)
        } catch {
            throw Diagnosis(
                file: file, problem: "is not a list of questions (\(error.placeInJSON))",
                remedy: "write [{\"question\": \"...\", \"answer\": \"...\"}]")
        }
        guard !entries.isEmpty else {
            throw Diagnosis(file: file, problem: "holds no questions", remedy: "write at least one")
        }
        if let blank = entries.firstIndex(where: { $0.question.isEmpty || $0.gold.allSatisfy(\.isEmpty) }) {
            throw Diagnosis(
                file: file, problem: "entry \(blank + 1) has no question or no answer",
                remedy: "fill it in")
        }
        return entries
    }
}

/// One entry of an exam file.
package struct QuestionEntry: Codable, Sendable {
    /// The question.
    package let question: String
    /// Right answers, one or several.
    package let gold: [String]

    private enum Key: String, CodingKey { case question, answer, answers }

    /// A question with its right answers.
    init(question: String, gold: [String]) {
        self.question = question
        self.gold = gold
    }

    /// Reads `answer`, a text or a list of texts, or else `answers`.
    package init(from decoder: any Decoder) throws {
        let entry = try decoder.container(keyedBy: Key.self)
        question = try entry.decode(String.self, forKey: .question)
        let key: Key = entry.contains(.answers) && !entry.contains(.answer) ? .answers : .answer
        if let list = try? entry.decode([String].self, forKey: key) {
            gold = list
        } else {
            gold = [try entry.decode(String.self, forKey: key)]
        }
    }

    /// Writes the right answers as a list.
    package func encode(to encoder: any Encoder) throws {
        var entry = encoder.container(keyedBy: Key.self)
        try entry.encode(question, forKey: .question)
        try entry.encode(gold, forKey: .answer)
    }
}
