import Foundation
import SelfAdaptation
import Testing

/// Files of passages with questions.
@Suite struct KnowledgeDatasetTests {
    @Test func aListIsRead() throws {
        let json = """
            [{"title": "A_title", "context": "Text.", "questions": [{"question": "Q?", "answer": "A"},
              {"question": "R?", "answer": ["B", "C"]}]},
             {"title": "No questions", "context": "Text.", "questions": []}]
            """
        let items = try KnowledgeDataset.decode(Data(json.utf8))
        #expect(items.map(\.context) == [Context(title: "A title", text: "Text.")])
        #expect(items[0].questions.map(\.gold) == [["A"], ["B", "C"]])
        #expect(items[0].questions.allSatisfy { $0.topic == "A title" })
    }

    @Test func squadsOwnFilesAreRead() throws {
        let json = """
            {"version": "v2.0", "data": [{"title": "Tower", "paragraphs": [{"context": "It is orange.", "qas": [
              {"id": "1", "question": "What colour?", "is_impossible": false,
               "answers": [{"text": "orange", "answer_start": 6}, {"text": "orange", "answer_start": 6}]},
              {"id": "2", "question": "Who?", "is_impossible": true, "answers": []}]}]}]}
            """
        let items = try KnowledgeDataset.decode(Data(json.utf8))
        #expect(items.count == 1)
        #expect(items[0].questions == [Question(question: "What colour?", gold: ["orange"], topic: "Tower")])
    }

    @Test(arguments: ["{}", "[1]", "[{\"title\": \"T\"}]", "{\"data\": 3}", ""])
    func anythingElseIsRefused(json: String) {
        #expect(throws: DecodingError.self) { try KnowledgeDataset.decode(Data(json.utf8)) }
    }
}
