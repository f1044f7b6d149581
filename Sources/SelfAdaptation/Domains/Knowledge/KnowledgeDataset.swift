public import Foundation

/// Reads passages with questions from JSON.
///
/// Two shapes are understood: a list of `{"title", "context", "questions": [{"question", "answer"}]}`, and SQuAD's own
/// files, version 1.1 or 2.0 (`{"data": [{"title", "paragraphs": [{"context", "qas"}]}]}`). Questions without an answer
/// are left out, and so are passages without a question.
public enum KnowledgeDataset {
    /// Passages in the order of the file.
    ///
    /// - Throws: `DecodingError` with the place of what is missing or wrong.
    public static func decode(_ data: Data) throws -> [KnowledgeItem] {
        let file = try JSONDecoder().decode(File.self, from: data)
        return file.entries.compactMap { entry in
            let title = entry.title.replacing("_", with: " ")
            let questions = entry.questions.compactMap { question -> Question? in
                var seen: Set<String> = []
                let gold = question.gold.filter { !$0.isEmpty && seen.insert($0).inserted }
                guard !gold.isEmpty, !question.text.isEmpty else { return nil }
                return Question(question: question.text, gold: gold, topic: title)
            }
            guard !questions.isEmpty, !entry.context.isEmpty else { return nil }
            return KnowledgeItem(context: Context(title: title, text: entry.context), questions: questions)
        }
    }

    private struct File: Decodable {
        let entries: [Entry]

        private enum Key: String, CodingKey { case data }

        init(from decoder: any Decoder) throws {
            if let object = try? decoder.container(keyedBy: Key.self) {
                entries = try object.decode([Article].self, forKey: .data).flatMap(\.entries)
            } else {
                entries = try decoder.singleValueContainer().decode([Entry].self)
            }
        }
    }

    private struct Entry: Decodable {
        let title: String
        let context: String
        let questions: [Asked]
    }

    private struct Article: Decodable {
        let title: String
        let paragraphs: [Paragraph]

        struct Paragraph: Decodable {
            let context: String
            let qas: [Asked]
        }

        var entries: [Entry] {
            paragraphs.map { Entry(title: title, context: $0.context, questions: $0.qas) }
        }
    }

    private struct Asked: Decodable {
        let text: String
        let gold: [String]

        private enum Key: String, CodingKey { case question, answer, answers }
        private struct Span: Decodable { let text: String }

        init(from decoder: any Decoder) throws {
            let object = try decoder.container(keyedBy: Key.self)
            text = try object.decode(String.self, forKey: .question)
            if let spans = try? object.decode([Span].self, forKey: .answers) {
                gold = spans.map(\.text)
            } else if let list = try? object.decode([String].self, forKey: .answers) {
                gold = list
            } else if let list = try? object.decode([String].self, forKey: .answer) {
                gold = list
            } else {
                gold = [try object.decode(String.self, forKey: .answer)]
            }
        }
    }
}
