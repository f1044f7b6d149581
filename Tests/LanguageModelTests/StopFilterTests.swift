import LanguageModel
import Testing

@Suite struct StopFilterTests {
    private func run(_ stops: [String], _ pieces: [String]) -> (text: String, isStopped: Bool) {
        var filter = StopFilter(stops)
        var text = pieces.reduce("") { $0 + filter.append($1) }
        text += filter.finish()
        return (text, filter.isStopped)
    }

    @Test func aStopStringMayBeSplitOrInsideAPiece() {
        for pieces in [
            ["one STOP two"], ["one S", "T", "OP two"], ["one ", "STOP", " two"], ["one STO", "P"],
        ] {
            #expect(run(["STOP"], pieces) == ("one ", true))
        }
        #expect(run(["STOP"], ["one STO", "RE"]) == ("one STORE", false))
        #expect(run(["STOP"], ["one STO"]) == ("one STO", false))
        #expect(run(["STOP"], ["STOP"]) == ("", true))
        #expect(run([], ["a", "b"]) == ("ab", false))
        #expect(run([""], ["a", "b"]) == ("ab", false))
        #expect(run(["\n\n"], ["a\n", "b\n", "\nc"]) == ("a\nb", true))
        #expect(run(["é"], ["caf", "é", "!"]) == ("caf", true))
    }

    @Test func whatMightBecomeAStopStringIsHeldBackAndNoMore() {
        var filter = StopFilter(["aab"])
        #expect(filter.append("xa") == "x")
        #expect(filter.append("a") == "")
        #expect(filter.append("a") == "a")
        #expect(filter.append("c") == "aac")
        #expect(filter.append("aab more") == "" && filter.isStopped)
        #expect(filter.append("more") == "" && filter.finish() == "")
    }

    /// Of two stop strings that overlap, the one that is complete first counts, however the text is cut.
    @Test func theResultDoesNotDependOnThePieces() {
        for pieces in [["abcd"], ["a", "b", "c", "d"], ["ab", "cd"], ["a", "bcd"]] {
            #expect(run(["abc", "b"], pieces) == ("a", true))
            #expect(run(["bc", "abc"], pieces) == ("", true))
        }
    }

    @Test(arguments: 0..<20)
    func equalsANaiveSearch(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        func word(_ lengths: ClosedRange<Int>) -> String {
            let length = Int.random(in: lengths, using: &generator)
            return String((0..<length).map { _ in "abé".randomElement(using: &generator) ?? "a" })
        }
        for _ in 0..<100 {
            let stops = (0..<Int.random(in: 0...3, using: &generator)).map { _ in word(0...4) }
            let pieces = (0..<Int.random(in: 0...12, using: &generator)).map { _ in word(0...5) }
            let (text, isStopped) = run(stops, pieces)
            let expected = naive(stops, pieces.joined())
            #expect(text == expected.text && isStopped == expected.isStopped, "\(stops) in \(pieces)")
        }
    }

    /// Looks at ever longer beginnings of the whole text until one ends with a stop string.
    private func naive(_ stops: [String], _ text: String) -> (text: String, isStopped: Bool) {
        let bytes = Array(text.utf8)
        for end in 0...bytes.count {
            let ending = stops.filter {
                !$0.isEmpty && bytes[..<end].suffix($0.utf8.count).elementsEqual($0.utf8)
            }
            if let longest = ending.map(\.utf8.count).max() {
                return (String(decoding: bytes[..<(end - longest)], as: UTF8.self), true)
            }
        }
        return (text, false)
    }
}
