import Testing
import Tokenizers

/// What holds for every text, tried on random ones.
@Suite struct PropertyTests {
    @Test(arguments: ["gpt2", "smollm", "llama3"])
    func byteLevelTextComesBackUnchanged(name: String) throws {
        let tokenizer = try Goldens.tokenizer(name)
        var generator = SeededGenerator(state: 7)
        for _ in 0..<2000 {
            let text = generator.text(atMost: 60)
            let ids = tokenizer.encode(text, specialTokens: .asText)
            #expect(tokenizer.decode(ids).isIdentical(to: text), "\(text.debugDescription)")
        }
    }

    @Test func gemmaTextComesBackUnchanged() throws {
        let tokenizer = try Goldens.tokenizer("gemma")
        var generator = SeededGenerator(state: 8)
        for _ in 0..<2000 {
            let text = String(generator.text(atMost: 60).unicodeScalars.filter { $0 != "▁" })
            let ids = tokenizer.encode(text, specialTokens: .asText)
            #expect(tokenizer.decode(ids).isIdentical(to: text), "\(text.debugDescription)")
        }
    }

    @Test(arguments: Goldens.byteLevel)
    func specialTokensSeparateWhatStandsAroundThem(name: String) throws {
        let tokenizer = try Goldens.tokenizer(name)
        let end = try #require(tokenizer.token(for: "<|end|>"))
        var generator = SeededGenerator(state: 9)
        for _ in 0..<500 {
            let left = generator.text(atMost: 20)
            let right = generator.text(atMost: 20)
            #expect(
                tokenizer.encode(left + "<|end|>" + right) == tokenizer.encode(left) + [end]
                    + tokenizer.encode(right))
        }
    }

    @Test(arguments: Goldens.byteLevel + Goldens.sentencePiece)
    func piecesAndTokensAreEachOthersInverse(name: String) throws {
        let tokenizer = try Goldens.tokenizer(name)
        for id in 0..<Int32(tokenizer.vocabularyCount) {
            #expect(tokenizer.token(for: tokenizer.piece(id)) == id)
        }
    }

    @Test(arguments: Goldens.byteLevel + Goldens.sentencePiece)
    func tokensOutsideTheVocabularyAreNoText(name: String) throws {
        let tokenizer = try Goldens.tokenizer(name)
        for id in [-1, Int32(tokenizer.vocabularyCount), .min, .max] {
            #expect(tokenizer.decode([id]).isEmpty && tokenizer.piece(id).isEmpty && !tokenizer.isSpecial(id))
        }
    }

    /// Scores in the order of the merges must give the tokens that the merges give.
    @Test(arguments: ["llama2", "gemma"])
    func scoresMergeAsTheListOfMergesDoes(name: String) throws {
        var definition = try TokenizerDefinition(
            tokenizerJSON: Goldens.data("tokenizers/\(name).tokenizer.json"))
        let byMerges = try Tokenizer(definition)
        var scores = [Float](repeating: -1e9, count: definition.tokens.count)
        for (rank, merge) in definition.merges.enumerated() {
            let id = try #require(byMerges.token(for: merge.left + merge.right))
            scores[Int(id)] = max(scores[Int(id)], -Float(rank))
        }
        // A character that starts as a token needs no merge; whatever no merge makes must not be made by its text.
        for id in definition.tokens.indices
        where scores[id] == -1e9 && definition.tokens[id].unicodeScalars.count > 1 {
            if definition.kinds[id] == .normal { definition.kinds[id] = .unused }
        }
        definition.merges = []
        definition.scores = scores
        let byScores = try Tokenizer(definition)
        var generator = SeededGenerator(state: 10)
        for text in try Goldens.corpus() + (0..<300).map({ _ in generator.text(atMost: 80) }) {
            #expect(byScores.encode(text) == byMerges.encode(text), "\(text.debugDescription)")
        }
    }
}
