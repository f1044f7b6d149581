import Testing
import Tokenizers

/// Token ids and texts against the reference on a corpus of everything that goes wrong.
@Suite struct ReferenceTests {
    struct Expected: Decodable {
        var recognised: [[Int32]]
        var as_text: [[Int32]]
        var decoded: [String: String]
        var decoded_without_special: [String: String]
    }

    @Test(arguments: Goldens.byteLevel + Goldens.sentencePiece)
    func idsAndTextsAreThoseOfTheReference(name: String) throws {
        let tokenizer = try Goldens.tokenizer(name)
        let expected = try Goldens.decode("tokenizers/\(name).expected.json", as: Expected.self)
        let corpus = try Goldens.corpus()
        try #require(corpus.count == expected.recognised.count && corpus.count > 100)
        for (index, text) in corpus.enumerated() {
            let ids = tokenizer.encode(text)
            #expect(ids == expected.recognised[index], "text \(index): \(text.debugDescription)")
            #expect(
                tokenizer.encode(text, specialTokens: .asText) == expected.as_text[index],
                "text \(index): \(text.debugDescription)")
            let whole = expected.decoded["\(index)"] ?? text
            #expect(tokenizer.decode(ids).isIdentical(to: whole), "text \(index): \(text.debugDescription)")
            let bare = expected.decoded_without_special["\(index)"] ?? text
            #expect(
                tokenizer.decode(ids, skippingSpecial: true).isIdentical(to: bare),
                "text \(index): \(text.debugDescription)")
        }
    }

    @Test(arguments: Goldens.byteLevel + Goldens.sentencePiece)
    func streamedTextEqualsDecodedText(name: String) throws {
        let tokenizer = try Goldens.tokenizer(name)
        for text in try Goldens.corpus() {
            let ids = tokenizer.encode(text)
            for skipping in [false, true] {
                var stream = StreamingDetokenizer(tokenizer, skippingSpecial: skipping)
                var streamed = ""
                for id in ids { streamed += stream.append(id) }
                streamed += stream.finish()
                #expect(streamed.isIdentical(to: tokenizer.decode(ids, skippingSpecial: skipping)))
            }
        }
    }
}
