import Documents
import Files
import Foundation
import Testing

/// What was said, as a document.
@Suite struct ConversationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func document(_ json: String, _ name: String = "desk.jsonl") async throws -> Document {
        try #require(try await DocumentReader().read(folder.write(name, json)).documents.first)
    }

    @Test func conversationsAreReadExchangeByExchange() async throws {
        let document = try await document(
            #"""
            {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Who mends\nthe boiler?"}, {"role": "assistant", "content": "Brita does.\n\nOn Mondays."}, {"role": "user", "content": "Thanks."}]}
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "When is tea?"}]}, {"role": "assistant", "content": "At four."}, {"role": "tool", "content": "{}"}]}
            """#)
        #expect(document.format == .conversation && document.title == "Desk")
        #expect(
            document.text == """
                Conversation 1

                Question: Who mends the boiler?
                Answer: Brita does. On Mondays.

                Question: Thanks.

                Conversation 2

                Question: When is tea?
                Answer: At four.
                """)
        #expect(document.leftOut.map(\.place) == ["entry 1", "entry 2"])
        #expect(document.leftOut.allSatisfy { $0.what == "a message" })
    }

    @Test(arguments: [
        #"[{"question": "When is tea?", "answer": "At four."}, {"question": "Who mends?", "answer": ["Brita", "B."]}]"#,
        "{\"question\": \"When is tea?\", \"answer\": \"At four.\"}\n{\"question\": \"Who mends?\", \"answer\": \"Brita\"}\n",
    ])
    func correctionsAreQuestionsWithTheirAnswers(json: String) async throws {
        let document = try await document(json, "right.json")
        #expect(document.format == .corrections)
        #expect(
            document.text
                == "Question: When is tea?\nAnswer: At four.\n\nQuestion: Who mends?\nAnswer: Brita")
    }

    @Test(arguments: [
        #"[{"question": "When?", "answer": "At four.", "context": "Tea is at four."}]"#,
        #"[{"question": "When?"}]"#, #"{"messages": []}"#,
        #"{"messages": [{"role": "system", "content": "x"}]}"#,
        #"{"messages": "none"}"#, "[]", #"[{"question": "When?", "answer": 4}]"#,
        #"[{"question": "When?", "answer": "Now"}, {"title": "x"}]"#,
    ])
    func otherDataIsNoConversation(json: String) async throws {
        let error = await #expect(throws: Diagnosis.self) { try await document(json) }
        #expect(error?.code == .isData)
    }

    /// The exam of a document may lie beside it: who learns the folder must not learn the exam.
    @Test func whatLiesInAFolderIsNotReadUnlessNamed() async throws {
        try folder.write("exam.json", #"[{"question": "When?", "answer": "Now"}]"#)
        try folder.write("chat.json", #"{"messages": [{"role": "user", "content": "Hello"}]}"#)
        try folder.write("notes.md", "# Notes\n\nTea is at four.\n")
        let batch = try await DocumentReader().read(folder.path)
        #expect(batch.documents.map(\.title) == ["Notes"])
        #expect(batch.skipped.count == 2 && batch.skipped.allSatisfy { $0.code == .isData })
    }

    @Test func whatIsNeitherIsToldAndLeftOut() async throws {
        let json =
            #"[{"question": "When?", "answer": "Now"}, {"question": "Who?", "answer": "I"}, {"question": "Where?", "answer": "Here"}, 5]"#
        let corrections = try await document(json)
        #expect(corrections.text.hasSuffix("Question: Where?\nAnswer: Here"))
        #expect(corrections.leftOut.map(\.place) == ["entry 4"])
        let turn = #"{"role": "user", "content": "Hello"}"#
        let lines = [
            #"{"messages": [5, \#(turn), null]}"#, #"{"messages": [\#(turn)]}"#, #"{"messages": [\#(turn)]}"#,
            "{broken", #"{"messages": [\#(turn)]}"#,
        ]
        let said = try await document(lines.joined(separator: "\n"))
        #expect(said.text.contains("Conversation 5") && !said.text.contains("Conversation 4"))
        #expect(said.leftOut.map(\.place) == ["entry 1", "entry 4"] && said.leftOut[0].what == "2 messages")
    }
}
