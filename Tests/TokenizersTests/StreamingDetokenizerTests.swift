import Testing
import Tokenizers

/// Characters whose bytes come in several tokens.
@Suite struct StreamingDetokenizerTests {
    /// A byte-level tokenizer without merges: each byte is a token.
    private func bytewise() throws -> (Tokenizer, (UInt8) throws -> Int32) {
        var definition = try TokenizerDefinition(
            tokenizerJSON: Goldens.data("tokenizers/gpt2.tokenizer.json"))
        definition.merges = []
        let tokenizer = try Tokenizer(definition)
        let tokens = (0..<Int32(tokenizer.vocabularyCount)).reversed().reduce(into: [UInt8: Int32]()) {
            found, id in
            if tokenizer.bytes(of: id).count == 1 { found[tokenizer.bytes(of: id)[0]] = id }
        }
        return (tokenizer, { try #require(tokens[$0]) })
    }

    @Test func anEmojiAppearsWithItsLastByte() throws {
        let (tokenizer, _) = try bytewise()
        var stream = StreamingDetokenizer(tokenizer)
        let shown = tokenizer.encode("a👍🏽é").map { stream.append($0) }
        #expect(shown == ["a", "", "", "", "👍", "", "", "", "\u{1F3FD}", "", "é"])
        #expect(stream.finish() == "")
    }

    @Test func anUnfinishedCharacterIsReplacedAtTheEndOnly() throws {
        let (tokenizer, token) = try bytewise()
        var stream = StreamingDetokenizer(tokenizer)
        for byte: UInt8 in [0xf0, 0x9f, 0x91] { #expect(stream.append(try token(byte)) == "") }
        #expect(stream.finish() == "\u{FFFD}")
        #expect(stream.finish() == "")
    }

    @Test func bytesThatCannotBecomeACharacterDoNotHoldTheTextUp() throws {
        let (tokenizer, token) = try bytewise()
        for bytes: [UInt8] in [
            [0xff, 0x41], [0x80, 0x41], [0xe2, 0x41], [0xf0, 0x80, 0x41], [0xed, 0xa0, 0x41], [0xc0, 0x41],
        ] {
            var stream = StreamingDetokenizer(tokenizer)
            var text = ""
            for byte in bytes { text += stream.append(try token(byte)) }
            #expect(text.hasSuffix("A"))
            #expect(text.isIdentical(to: String(decoding: bytes, as: UTF8.self)))
        }
    }

    @Test func randomBytesAreStreamedAsTheyAreDecoded() throws {
        let (tokenizer, token) = try bytewise()
        var generator = SeededGenerator(state: 11)
        let leads: [UInt8] = [0xe0, 0xed, 0xf0, 0xf4, 0xc2, 0xe2, 0x9f, 0x80, 0xbf, 0x41, 0xf5, 0xc1]
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? leads[Int.random(in: 0..<leads.count, using: &generator)]
                    : UInt8.random(in: 0...255, using: &generator)
            }
            let ids = try bytes.map(token)
            var stream = StreamingDetokenizer(tokenizer)
            var text = ""
            for id in ids { text += stream.append(id) }
            text += stream.finish()
            #expect(text.isIdentical(to: tokenizer.decode(ids)), "\(bytes)")
        }
    }

    @Test func aFirstSpaceIsDroppedOnlyAtTheStartOfAText() throws {
        let tokenizer = try Goldens.tokenizer("llama2")
        let ids = tokenizer.encode("salt salt")
        var start = StreamingDetokenizer(tokenizer)
        #expect(ids.map { start.append($0) }.joined() == "salt salt")
        var middle = StreamingDetokenizer(tokenizer, continuesText: true)
        #expect(ids.map { middle.append($0) }.joined() == " salt salt")
    }
}
