import Files
import Grading
import Testing

@Suite struct GradedRowTests {
    private func row(verdict: String) throws -> GradedRow {
        try GradedRow(line: #"{"question": "q", "gold": "g", "answer": "a", \#(verdict)}"#, number: 1)
    }

    @Test(arguments: [
        (#""verdict": true"#, true), (#""verdict": false"#, false), (#""gpt4_1_verdict": true"#, true),
        (#""verdict": "yes""#, true), (#""verdict": " No ""#, false), (#""verdict": "Correct""#, true),
        (#""verdict": "incorrect""#, false),
    ])
    func readsVerdicts(text: String, expected: Bool) throws {
        #expect(try row(verdict: text).verdict == expected)
    }

    @Test func readsOneOrSeveralGolds() throws {
        let one = try GradedRow(line: #"{"question":"q","gold":"g","answer":"","verdict":true}"#, number: 1)
        #expect(one.gold == ["g"] && one.question == "q" && one.answer.isEmpty)
        let two = try GradedRow(
            line: #"{"question":"q","gold":["g","h"],"answer":"a","verdict":true}"#, number: 1)
        #expect(two.gold == ["g", "h"])
    }

    @Test(arguments: [
        (
            "nonsense",
            "line 3: is not a JSON object; write one object a line with question, gold, answer and verdict"
        ),
        (
            "[1]",
            "line 3: is not a JSON object; write one object a line with question, gold, answer and verdict"
        ),
        (
            #"{"gold":"g","answer":"a","verdict":true}"#,
            "line 3: `question` is missing; add the field to this row"
        ),
        (
            #"{"question":"q","answer":"a","verdict":true}"#,
            "line 3: `gold` is missing; add the field to this row"
        ),
        (
            #"{"question":"q","gold":"g","answer":"a"}"#,
            "line 3: `verdict` (or `gpt4_1_verdict`) is missing; add the field to this row"
        ),
        (
            #"{"question":"q","gold":"g","answer":7,"verdict":true}"#,
            "line 3: `answer` is not a string; put it in quotes"
        ),
        (
            #"{"question":"q","gold":[],"answer":"a","verdict":true}"#,
            "line 3: `gold` is neither a string nor an array of strings; give one gold answer or a list of at least one"
        ),
        (
            #"{"question":"q","gold":"g","answer":"a","verdict":"maybe"}"#,
            "line 3: the verdict is not one that is known; use true or false, \"yes\" or \"no\", \"correct\" or \"incorrect\""
        ),
    ])
    func namesLineAndRemedy(line: String, message: String) throws {
        let error = try #require(throws: Diagnosis.self) { try GradedRow(line: line, number: 3) }
        #expect(error.description == message)
        #expect(error.place == "line 3" && error.code.category == .badData)
    }
}
