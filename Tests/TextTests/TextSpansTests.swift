import Testing
import Text

struct TextSpansTests {
    @Test func aPassageThatStandsThereOtherwiseHasNoPlace() {
        var spans = TextSpans("One two three.")
        #expect(spans.next("four") == nil)
        #expect(spans.next("two") == 4..<7)
        #expect(spans.next("One") == nil)
        #expect(spans.next("") == nil)
    }
}
