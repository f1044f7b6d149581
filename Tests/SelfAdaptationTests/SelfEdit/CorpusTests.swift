import SelfAdaptation
import Testing
import TestKit
import Text

/// Self-edits as training data.
@Suite struct CorpusTests {
    private static let context = Context(title: "Tower", text: "The tower is orange. The horn is loud.")

    @Test func entriesSayWhereTheyComeFrom() throws {
        let document = "Heading\n\nThe tower is  orange.\nThe horn is loud. More."
        var spans = TextSpans(document)
        var writer = CorpusWriter(style: .rewrite, pieces: .pieces, measure: .words)
        let entries = writer.entries(
            of: [["Orange is the tower's colour."]], rewards: [0.5], context: Self.context, file: "a.md",
            spans: &spans)
        let entry = try #require(entries.first)
        #expect(entry.text == "Tower\nOrange is the tower's colour.")
        #expect(entry.messages.map(\.role) == ["user", "assistant"])
        #expect(entry.reward == 0.5 && entry.style == .rewrite && entry.source.file == "a.md")
        let scalars = Array(document.unicodeScalars)
        let (start, end) = (try #require(entry.source.start), try #require(entry.source.end))
        let span = String(String.UnicodeScalarView(scalars[start..<end]))
        #expect(span == "The tower is  orange.\nThe horn is loud.")
    }

    @Test func whatWasSaidBeforeIsLeftOut() {
        var spans = TextSpans(Self.context.text)
        var writer = CorpusWriter(style: .implications, pieces: .pieces, measure: .words)
        let entries = writer.entries(
            of: [["The tower is orange.\nThe horn is loud."], ["the tower is ORANGE!\nA goat lives there."]],
            rewards: [nil, nil], context: Self.context, file: "a", spans: &spans)
        #expect(
            entries.map(\.text) == [
                "Tower\nThe tower is orange.\nThe horn is loud.", "Tower\nA goat lives there.",
            ])
    }

    @Test func questionsBecomeConversations() {
        var spans = TextSpans(Self.context.text)
        var writer = CorpusWriter(style: .selfQA, pieces: .pieces, measure: .words)
        let entries = writer.entries(
            of: [["Question: What colour is it?\nAnswer: orange"]], rewards: [nil], context: Self.context,
            file: "a", spans: &spans)
        #expect(entries.first?.messages.map(\.content) == ["Topic: Tower\nWhat colour is it?", "orange"])
    }
}
