import Foundation

/// Which article a question is about, told by a file of passages as `selkie eval` reads it.
struct Articles {
    private struct Passage: Decodable {
        struct Asked: Decodable { let question: String }
        let title: String
        let questions: [Asked]
    }

    private let titles: [String: String]

    /// - Throws: What reading and decoding the file throw.
    init(path: String) throws {
        let passages = try JSONDecoder().decode(
            [Passage].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        let pairs = passages.flatMap { passage in
            passage.questions.map { (Self.key($0.question), passage.title) }
        }
        titles = Dictionary(pairs) { first, _ in first }
    }

    /// The title of the article; the question itself where no passage asks it.
    func title(of question: String) -> String { titles[Self.key(question)] ?? question }

    private static func key(_ question: String) -> String {
        question.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
