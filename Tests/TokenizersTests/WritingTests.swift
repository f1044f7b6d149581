import Foundation
import Testing
import Tokenizers

/// A definition written as `tokenizer.json` says what it said before.
@Suite struct WritingTests {
    @Test(arguments: Goldens.byteLevel + Goldens.sentencePiece)
    func aWrittenTokenizerGivesTheSameTokens(name: String) throws {
        let original = try Goldens.tokenizer(name)
        let text = original.definition.tokenizerJSON()
        let copy = try Tokenizer(TokenizerDefinition(tokenizerJSON: Data(text.utf8)))
        #expect(copy.definition.tokens == original.definition.tokens)
        #expect(copy.definition.merges == original.definition.merges)
        for text in try Goldens.corpus() {
            let ids = original.encode(text)
            #expect(copy.encode(text) == ids, "\(text.debugDescription)")
            #expect(copy.decode(ids).isIdentical(to: original.decode(ids)), "\(text.debugDescription)")
        }
    }

    @Test(arguments: Goldens.sentencePiece, [true, false])
    func mergesFromScoresDoWhatTheScoresDo(name: String, addsSpacePrefix: Bool) throws {
        let definition = try Goldens.tokenizer(name).definition
        var values = TokenizerDefinition.GGUFValues(model: "llama", tokens: definition.tokens)
        values.tokenTypes = definition.kinds.map(\.rawValue)
        values.scores = scores(definition)
        values.unknown = definition.unknown
        values.beginningOfText = definition.beginningOfText
        values.addsSpacePrefix = addsSpacePrefix
        let byScore = try Tokenizer(TokenizerDefinition(gguf: values))
        let text = byScore.definition.tokenizerJSON()
        let byMerges = try Tokenizer(TokenizerDefinition(tokenizerJSON: Data(text.utf8)))
        #expect(byMerges.addsBeginningOfText == byScore.addsBeginningOfText)
        for text in try Goldens.corpus() {
            let ids = byScore.encode(text)
            #expect(byMerges.encode(text) == ids, "\(text.debugDescription)")
            #expect(byMerges.decode(ids).isIdentical(to: byScore.decode(ids)), "\(text.debugDescription)")
        }
    }

    /// Scores as SentencePiece gives them: the negated place at which a piece is first made.
    private func scores(_ definition: TokenizerDefinition) -> [Float] {
        var place: [[UInt8]: Int] = [:]
        for (rank, merge) in definition.merges.enumerated() {
            let piece = Array((merge.left + merge.right).utf8)
            if place[piece] == nil { place[piece] = rank }
        }
        return definition.tokens.map { -Float(place[Array($0.utf8)] ?? definition.merges.count) }
    }
}
