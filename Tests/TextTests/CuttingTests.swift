import Foundation
import Testing
import TestKit
import Text
import Tokenizers

/// What is cut by real tokenizers, in all kinds of text.
struct CuttingTests {
    private static let tokenizers = ["gpt2", "smollm", "llama3", "qwen2", "llama2", "gemma"]

    private static let texts: [String: String] = {
        var random = SmallGenerator(state: 7)
        let vocabulary = [
            "the", "harbour", "bell", "rang,", "slowly;", "over", "1,204.5", "Möwen", "in", "Old",
        ]
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let prose = (0..<60).map { number in
            let words = (0..<Int.random(in: 2...40, using: &random)).map { _ in
                vocabulary[Int.random(in: vocabulary.indices, using: &random)]
            }
            return words.joined(separator: " ") + (number % 9 == 0 ? ".\n\n" : ". ")
        }
        let base64 = String(
            (0..<2000).map { _ in letters[Int.random(in: letters.indices, using: &random)] })
        return [
            "prose": prose.joined(),
            "Thai": String(repeating: "การเดินทางไปตลาดในตอนเช้า ", count: 20)
                + String(repeating: "เดินทาง", count: 100),
            "Chinese": String(repeating: "天气很好，我们去散步。海港的钟慢慢地响了", count: 40),
            "emoji": String(repeating: "👩‍👩‍👧‍👦🏳️‍🌈👍🏽", count: 60),
            "base64": base64,
            "code": String(
                repeating: "func f(_ x: Int) -> Int {\n    return x &* 31 + \"a\".count\n}\n", count: 30),
            "table": String(repeating: "| a | 12 |\n", count: 200),
            "marks": "a" + String(repeating: "\u{301}", count: 1000),
            "gaps": String(repeating: "a" + String(repeating: " ", count: 300), count: 20),
        ]
    }()

    private static func measure(_ tokenizer: String) throws -> TextMeasure {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Goldens/tokenizers/\(tokenizer).tokenizer.json")
        let tokenizer = try Tokenizer(TokenizerDefinition(tokenizerJSON: Data(contentsOf: file)))
        return TextMeasure { tokenizer.encode($0, specialTokens: .asText).count }
    }

    /// Everything but white space.
    private func solid(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { !$0.properties.isWhitespace }
    }

    @Test(arguments: tokenizers)
    func passagesAreTheDocumentAndNoneIsTooLong(tokenizer: String) throws {
        let measure = try Self.measure(tokenizer)
        for (name, text) in Self.texts {
            let sections = [text, "Short.", text].enumerated().map {
                DocumentSection(headingPath: ["\($0)"], text: $1)
            }
            let passages = ContextSplitter(measure: measure).passages(title: "T", sections: sections)
            #expect(
                solid(passages.map(\.context.text).joined()) == sections.flatMap { solid($0.text) }, "\(name)"
            )
            let longest = passages.map { measure.size(of: $0.context.text) }.max() ?? 0
            #expect(longest <= 290 && longest >= 100, "\(name)")
        }
    }

    @Test(arguments: tokenizers)
    func piecesAreThePassageAndNoneIsTooLong(tokenizer: String) throws {
        let measure = try Self.measure(tokenizer)
        for (name, text) in Self.texts {
            let pieces = TextPieces(size: .pieces, measure: measure).of(text)
            #expect(solid(pieces.joined()) == solid(text), "\(name)")
            #expect(pieces.allSatisfy { measure.size(of: $0) <= 130 }, "\(name)")
            #expect(pieces.count >= measure.size(of: text) / 130, "\(name)")
        }
    }

    /// Where one flag ends and the next begins is told by all that stand before them.
    @Test(.timeLimit(.minutes(1))) func manyFlagsAreCutInLinearTime() {
        let text = String(repeating: "🇩🇪", count: 125_000)
        let pieces = TextPieces(size: .pieces, measure: .scalars).of(text)
        #expect(pieces.joined() == text)
        #expect(pieces.allSatisfy { $0.allSatisfy { $0 == "🇩🇪" } })
    }

    @Test func aWordIsCutOnlyWhereNothingElseDividesIt() throws {
        let measure = try Self.measure("smollm")
        let words = (0..<400).map { "word\($0)" }
        let text = words.joined(separator: " ")
        let passages = ContextSplitter(measure: measure).passages(title: "T", sections: [.init(text: text)])
        #expect(passages.count > 2)
        #expect(passages.flatMap { $0.context.text.split(separator: " ").map(String.init) } == words)
    }
}
