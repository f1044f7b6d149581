public import Foundation
import Text

/// Reads passages with questions from JSON, in the shapes that are in use.
///
/// - A list of `{"title", "context", "questions": [{"question", "answer"}]}`.
/// - SQuAD's own files, version 1.1 or 2.0: `{"data": [{"title", "paragraphs": [{"context", "qas"}]}]}`.
/// - Rows of one question each, as the Hugging Face hub has SQuAD: `{"title", "context", "question", "answers": {"text"}}`;
///   those of one passage become one item, at the place of the first.
///
/// A title that is not there is empty. Questions without an answer or a text are left out, and so are passages without a
/// question or a text; what is null is as if it were not there, and members of other names are passed over.
public enum KnowledgeDataset {
    /// What a file holds.
    public struct Reading: Sendable {
        /// Passages in the order of the file, each with a question and its answer.
        public var items: [KnowledgeItem] = []
        /// How much was left out, by the reason; passages without a question are not counted.
        public var leftOut: [Omission: Int] = [:]
    }

    /// Why something of a file is not used.
    public enum Omission: Sendable, CaseIterable {
        /// A question that names no answer, or says that there is none.
        case unanswered
        /// A question all of whose answers are empty.
        case emptyAnswer
        /// A question without a text.
        case emptyQuestion
        /// A passage without a text, with all its questions.
        case emptyPassage
    }

    /// The passages of a file.
    ///
    /// - Throws: `DecodingError` with the place of what is missing or wrong.
    public static func decode(_ data: Data) throws -> Reading {
        var reading = Reading()
        var places: [Context: Int] = [:]
        for passage in try JSONDecoder().decode(File.self, from: data).rows.flatMap(\.passages) {
            guard !isBlank(passage.context) else {
                reading.leftOut[.emptyPassage, default: 0] += 1
                continue
            }
            let title = passage.title.replacing("_", with: " ")
            var questions: [Question] = []
            for question in passage.questions {
                if let omission = question.omission {
                    reading.leftOut[omission, default: 0] += 1
                    continue
                }
                var seen: Set<String> = []
                let gold = question.gold.filter { !isBlank($0) && seen.insert($0).inserted }
                questions.append(Question(question: question.text, gold: gold, topic: title))
            }
            guard !questions.isEmpty else { continue }
            let context = Context(title: title, text: passage.context)
            if passage.isRow, let place = places[context] {
                reading.items[place].questions += questions
                continue
            }
            if passage.isRow { places[context] = reading.items.count }
            reading.items.append(KnowledgeItem(context: context, questions: questions))
        }
        return reading
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    private struct File: Decodable {
        let rows: [Row]

        init(from decoder: any Decoder) throws {
            guard let object = try? decoder.container(keyedBy: Key.self) else {
                rows = try decoder.singleValueContainer().decode([Row].self)
                return
            }
            // A file of lines may have a single one.
            let isRow = object.contains(.context) || object.contains(.paragraphs)
            rows = isRow ? [try Row(from: decoder)] : try object.decode([Row].self, forKey: .data)
        }
    }

    private enum Key: String, CodingKey {
        case data, title, paragraphs, context, questions, qas, question, answer, answers
        case isImpossible = "is_impossible"
    }

    private struct Passage {
        let title: String
        let context: String
        let questions: [Asked]
        /// Whether it stands for one question of its passage.
        let isRow: Bool
    }

    /// An entry of the file: an article, a passage, or a question with its passage.
    private struct Row: Decodable {
        let passages: [Passage]

        init(from decoder: any Decoder) throws {
            let entry = try decoder.container(keyedBy: Key.self)
            let title = try entry.decodeIfPresent(String.self, forKey: .title) ?? ""
            guard !entry.contains(.paragraphs) else {
                passages = try (entry.decode([Paragraph]?.self, forKey: .paragraphs) ?? []).map {
                    Passage(
                        title: title, context: $0.context ?? "", questions: $0.qas ?? [], isRow: false)
                }
                return
            }
            let context = try entry.decode(String?.self, forKey: .context) ?? ""
            let isRow = entry.contains(.question)
            let questions =
                isRow
                ? [try Asked(from: decoder)]
                : try entry.decode([Asked]?.self, forKey: entry.contains(.qas) ? .qas : .questions) ?? []
            passages = [Passage(title: title, context: context, questions: questions, isRow: isRow)]
        }
    }

    private struct Paragraph: Decodable {
        let context: String?
        let qas: [Asked]?

        init(from decoder: any Decoder) throws {
            let entry = try decoder.container(keyedBy: Key.self)
            context = try entry.decode(String?.self, forKey: .context)
            qas = try entry.decode([Asked]?.self, forKey: .qas)
        }
    }

    private struct Asked: Decodable {
        let text: String
        let gold: [String]

        /// Why it can't be asked; nil where it can.
        var omission: Omission? {
            if isBlank(text) { return .emptyQuestion }
            if gold.isEmpty { return .unanswered }
            return gold.allSatisfy(isBlank) ? .emptyAnswer : nil
        }

        init(from decoder: any Decoder) throws {
            let entry = try decoder.container(keyedBy: Key.self)
            text = try entry.decode(String?.self, forKey: .question) ?? ""
            let isImpossible = try entry.decodeIfPresent(Flag.self, forKey: .isImpossible)?.isSet ?? false
            let several = try entry.decodeIfPresent(Answers.self, forKey: .answers)?.texts ?? []
            let single = try entry.decodeIfPresent(Answers.self, forKey: .answer)?.texts ?? []
            gold = isImpossible ? [] : several.isEmpty ? single : several
        }
    }

    /// Yes or no, as true or false or, from programs that keep tables, 1 or 0.
    private struct Flag: Decodable {
        let isSet: Bool

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            isSet = try (try? value.decode(Double.self)).map { $0 != 0 } ?? value.decode(Bool.self)
        }
    }

    /// Right answers: a text, a list of texts, SQuAD's list of `{"text"}`, or the hub's `{"text": [...]}`; null is none.
    private struct Answers: Decodable {
        let texts: [String]

        private struct Span: Decodable { let text: String? }
        private enum Key: String, CodingKey { case text }

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                texts = []
            } else if let text = try? value.decode(String.self) {
                texts = [text]
            } else if let list = try? value.decode([String?].self) {
                texts = list.compactMap(\.self)
            } else if let object = try? decoder.container(keyedBy: Key.self) {
                texts = try object.decode(Answers.self, forKey: .text).texts
            } else {
                texts = try value.decode([Span?].self).compactMap { $0?.text }
            }
        }
    }
}
