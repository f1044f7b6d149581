import Console
import Files
import Testing

/// Long lists, written a part at a time.
@Suite struct JSONTextTests {
    @Test(arguments: [0, 1, 2, 4095, 4096, 4097, 9000])
    func listsAreTheSameInParts(count: Int) throws {
        let texts = (0..<count).map { $0 % 7 == 0 ? "a \"quoted\"\n\u{1F389}" : "[\($0)]" }
        var parts: [String] = []
        try JSONText.list(texts.lazy.map { $0 }) { parts.append($0) }
        #expect(try parts.joined() == JSONText.line(texts))
        #expect(parts.count == 2 + (count + 4095) / 4096)
    }
}
