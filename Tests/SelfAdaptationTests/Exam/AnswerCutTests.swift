import SelfAdaptation
import Testing

/// Which answers end as sentences do.
@Suite struct AnswerCutTests {
    @Test(arguments: [
        ("It is orange.", true), ("It is orange. And it", true), ("Is it?", true),
        ("It is called \"Gannet.\"", true),
        ("It is orange", false), ("", false), (" ", false),
        (
            "It is orange, and the band that runs around it is white, as is the door of the house below and its roof.",
            false
        ),
        ("The tower, which is", false),
    ])
    func aSentenceIsWhole(answer: String, isWhole: Bool) {
        #expect(AnswerCut.isWhole(answer) == isWhole, "\(answer)")
    }
}
