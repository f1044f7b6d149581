import Foundation
import SelfAdaptation
import Testing
import Text

/// Files of passages with questions.
@Suite struct KnowledgeDatasetTests {
    @Test func aListIsRead() throws {
        let json = """
            [{"title": "A_title", "context": "Text.", "questions": [{"question": "Q?", "answer": "A"},
              {"question": "R?", "answer": ["B", "C"]}]},
             {"title": "No questions", "context": "Text.", "questions": []}]
            """
        let items = try KnowledgeDataset.decode(Data(json.utf8)).items
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
        let reading = try KnowledgeDataset.decode(Data(json.utf8))
        let items = reading.items
        #expect(items.count == 1 && reading.leftOut == [.unanswered: 1])
        #expect(items[0].questions == [Question(question: "What colour?", gold: ["orange"], topic: "Tower")])
    }

    private static let passage = #""context": "The ferry is blue. It sails at nine.""#

    /// Two questions about one passage, answered by "blue" and "nine", in forms that are in use.
    @Test(arguments: [
        // Without titles, with null ones, and with members that nobody needs.
        #"[{"id": 7, \#(passage), "questions": [{"question": "Which colour?", "answer": "blue", "hint": []}, {"question": "When?", "answers": ["nine"]}]}]"#,
        #"[{"title": null, \#(passage), "qas": [{"question": "Which colour?", "answers": {"text": "blue"}}, {"question": "When?", "answers": [{"text": "nine"}]}]}]"#,
        // SQuAD 1.1 without a title, and an article by itself.
        #"{"data": [{"paragraphs": [{\#(passage), "document_id": 5, "qas": [{"id": 1, "question": "Which colour?", "answers": [{"text": "blue", "answer_start": 13, "answer_category": null}]}, {"id": 2, "question": "When?", "answers": [{"text": "nine", "answer_start": 31}]}]}]}]}"#,
        #"{"paragraphs": [{\#(passage), "qas": [{"question": "Which colour?", "answers": [{"text": "blue"}]}, {"question": "When?", "answers": [{"text": "nine"}]}]}]}"#,
        // The hub's rows: spans in columns, and in a list.
        #"[{"id": "a", "title": "", \#(passage), "question": "Which colour?", "answers": {"text": ["blue", "blue"], "answer_start": [13, 13]}}, {"id": "b", "title": "", \#(passage), "question": "When?", "answers": {"text": ["nine"], "answer_start": [31]}}]"#,
        #"{"version": 1, "data": [{\#(passage), "question": "Which colour?", "answers": [{"text": "blue", "answer_start": 13}]}, {\#(passage), "question": "When?", "answer": "nine"}]}"#,
    ])
    func shapesThatAreInUse(json: String) throws {
        let reading = try KnowledgeDataset.decode(Data(json.utf8))
        #expect(reading.leftOut.isEmpty)
        let item = try #require(reading.items.first)
        #expect(
            reading.items.count == 1
                && item.context == Context(title: "", text: "The ferry is blue. It sails at nine."))
        #expect(
            item.questions == [
                Question(question: "Which colour?", gold: ["blue"], topic: ""),
                Question(question: "When?", gold: ["nine"], topic: ""),
            ])
    }

    @Test func rowsOfOnePassageComeTogetherWhereverTheyStand() throws {
        func row(_ context: String, _ question: String, _ answers: String) -> String {
            #"{"title": "F", "context": "\#(context)", "question": "\#(question)", "answers": \#(answers)}"#
        }
        let rows = [
            row("One.", "a", #"{"text": ["x"]}"#), row("Two.", "b", #"{"text": ["y"]}"#),
            row("One.", "c", #"{"text": ["z"]}"#), row("Three.", "d", #"{"text": [], "answer_start": []}"#),
        ]
        let reading = try KnowledgeDataset.decode(Data("[\(rows.joined(separator: ","))]".utf8))
        #expect(reading.items.map(\.context.text) == ["One.", "Two."] && reading.leftOut == [.unanswered: 1])
        #expect(reading.items.map { $0.questions.map(\.question) } == [["a", "c"], ["b"]])
    }

    @Test(arguments: [
        #""answers": []"#, #""answers": null"#, #""answers": {"text": [], "answer_start": []}"#, #""id": 1"#,
        #""is_impossible": true, "answers": [{"text": "nine"}]"#,
        #""is_impossible": 1, "answers": [{"text": "nine"}]"#,
        #""plausible_answers": [{"text": "nine"}], "is_impossible": true"#,
        #""answers": [null]"#, #""answers": {"text": null}"#, #""answers": {"text": [null]}"#,
        #""answers": [{"text": null}]"#, #""answers": [null, {"text": null}]"#, #""answer": null"#,
    ])
    func questionsWithoutAnAnswerAreLeftOutAndCounted(member: String) throws {
        let json =
            #"[{\#(Self.passage), "questions": [{"question": "When?", \#(member)}, "#
            + #"{"question": "Which colour?", "answer": "blue"}]}]"#
        let reading = try KnowledgeDataset.decode(Data(json.utf8))
        #expect(reading.items.map { $0.questions.map(\.question) } == [["Which colour?"]])
        #expect(reading.leftOut == [.unanswered: 1])
    }

    @Test(arguments: [
        (#"{"question": "When?", "answer": ""}"#, KnowledgeDataset.Omission.emptyAnswer),
        (#"{"question": "When?", "answers": [{"text": " "}, {"text": ""}]}"#, .emptyAnswer),
        (#"{"question": null, "answer": "nine"}"#, .emptyQuestion),
        (#"{"question": " \n", "answer": "nine"}"#, .emptyQuestion),
    ])
    func whatIsEmptyIsLeftOutUnderItsOwnName(entry: String, reason: KnowledgeDataset.Omission) throws {
        let json =
            #"[{\#(Self.passage), "questions": [\#(entry), {"question": "Which?", "answer": "blue"}]}]"#
        let reading = try KnowledgeDataset.decode(Data(json.utf8))
        #expect(reading.items.map { $0.questions.map(\.question) } == [["Which?"]])
        #expect(reading.leftOut == [reason: 1])
    }

    @Test(arguments: [
        #""is_impossible": false, "answers": [{"text": "nine"}]"#,
        #""is_impossible": 0, "answers": ["nine"]"#,
        #""is_impossible": null, "answers": [null, "nine"]"#,
        #""answers": [{"text": null}, {"text": "nine"}]"#,
        #""answers": [null, {"text": "nine"}]"#, #""answers": {"text": [null, "nine"]}"#,
        #""answers": {"text": null}, "answer": "nine""#,
    ])
    func whatIsNullIsAsIfItWereNotThere(member: String) throws {
        let json = #"[{\#(Self.passage), "questions": [{"question": "When?", \#(member)}]}]"#
        let reading = try KnowledgeDataset.decode(Data(json.utf8))
        #expect(reading.items.first?.questions.map(\.gold) == [["nine"]] && reading.leftOut.isEmpty)
    }

    @Test(arguments: [
        #"{"context": "", "questions": [{"question": "q", "answer": "a"}]}"#,
        #"{"context": null, "question": "q", "answer": "a"}"#,
        #"{"paragraphs": [{"context": " ", "qas": [{"question": "q", "answers": ["a"]}]}]}"#,
    ])
    func aPassageWithoutATextIsCounted(entry: String) throws {
        let good = #"{\#(Self.passage), "question": "Which?", "answer": "blue"}"#
        let reading = try KnowledgeDataset.decode(Data("[\(entry), \(good)]".utf8))
        #expect(reading.items.count == 1 && reading.leftOut == [.emptyPassage: 1])
    }

    @Test(arguments: [
        #"[{"context": "C.", "questions": null}]"#, #"[{"paragraphs": null}]"#,
        #"[{"paragraphs": [{"context": "C.", "qas": null}]}]"#,
    ])
    func aListThatIsNullIsEmpty(json: String) throws {
        let reading = try KnowledgeDataset.decode(Data(json.utf8))
        #expect(reading.items.isEmpty && reading.leftOut.isEmpty)
    }

    @Test(arguments: [
        "{}", "[1]", "[{\"title\": \"T\"}]", "{\"data\": 3}", "", #"[{"context": "C."}]"#,
        #"[{"context": "C.", "question": 5}]"#, #"{"data": [{"paragraphs": 1}]}"#,
        #"[{"context": "C.", "questions": [{"question": "q", "answer": 5}]}]"#,
    ])
    func anythingElseIsRefused(json: String) {
        #expect(throws: DecodingError.self) { try KnowledgeDataset.decode(Data(json.utf8)) }
    }
}
