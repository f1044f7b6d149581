public import ArgumentParser
import Files
import Foundation
import SelfAdaptation

/// The exam that decides what is kept.
struct ExamOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The exam: a JSON list of {\"question\", \"answer\"}. Without it the model writes one.",
            valueName: "file"), completion: .file())
    var questions: String?

    @Option(
        help: ArgumentHelp(
            "How questions are asked: chat (the model's template) or plain; chat where the model has a template.",
            valueName: "chat|plain"))
    var examPrompt: ExamPrompt?

    /// The questions of the file, or nil when the model is to write them; topics are filled in later.
    ///
    /// - Throws: `Diagnosis` that names file and entry.
    func read() throws -> [QuestionEntry]? {
        guard let questions else { return nil }
        let data = try JSONInput.list(questions, ofEntriesWith: "question")
        let entries: [QuestionEntry]
        do {
            entries = try JSONDecoder().decode([QuestionEntry].self, from: data)
        } catch {
            throw Diagnosis(
                file: questions, problem: "is not a list of questions (\(Self.place(of: error)))",
                remedy: "write [{\"question\": \"...\", \"answer\": \"...\"}]")
        }
        guard !entries.isEmpty else {
            throw Diagnosis(file: questions, problem: "holds no questions", remedy: "write at least one")
        }
        if let blank = entries.firstIndex(where: { $0.question.isEmpty || $0.gold.allSatisfy(\.isEmpty) }) {
            throw Diagnosis(
                file: questions, problem: "entry \(blank + 1) has no question or no answer",
                remedy: "fill it in")
        }
        return entries
    }

    static func place(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "unreadable" }
        switch error {
        case .keyNotFound(let key, let context):
            return "entry \((context.codingPath.first?.intValue ?? 0) + 1) has no \"\(key.stringValue)\""
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            guard let index = context.codingPath.first?.intValue else { return "it is no list" }
            let key = context.codingPath.last?.stringValue ?? ""
            return "entry \(index + 1): \"\(key)\" is of the wrong type"
        default: return "no valid JSON"
        }
    }
}

extension ExamPrompt: ExpressibleByArgument {}

/// One entry of an exam file.
struct QuestionEntry: Decodable {
    let question: String
    let gold: [String]

    private enum Key: String, CodingKey { case question, answer, answers }

    init(from decoder: any Decoder) throws {
        let entry = try decoder.container(keyedBy: Key.self)
        question = try entry.decode(String.self, forKey: .question)
        let key: Key = entry.contains(.answers) && !entry.contains(.answer) ? .answers : .answer
        if let list = try? entry.decode([String].self, forKey: key) {
            gold = list
        } else {
            gold = [try entry.decode(String.self, forKey: key)]
        }
    }
}
