import Files
import Testing
import Tokenizers

/// Vocabularies as GGUF files hold them, against the same ones from `tokenizer.json`.
@Suite struct GGUFVocabularyTests {
    private func values(_ name: String, model: String, pre: String?) throws -> TokenizerDefinition.GGUFValues
    {
        let definition = try TokenizerDefinition(
            tokenizerJSON: Goldens.data("tokenizers/\(name).tokenizer.json"))
        var values = TokenizerDefinition.GGUFValues(model: model, tokens: definition.tokens)
        values.pre = pre
        values.tokenTypes = definition.kinds.map(\.rawValue)
        values.merges = definition.merges.map { "\($0.left) \($0.right)" }
        return values
    }

    @Test(arguments: [
        ("gpt2", "gpt-2"), ("gpt2", nil), ("smollm", "smollm"), ("llama3", "llama-bpe"), ("qwen2", "qwen2"),
    ])
    func preTokenizersAreFoundByName(name: String, pre: String?) throws {
        let byName = try Tokenizer(TokenizerDefinition(gguf: values(name, model: "gpt2", pre: pre)))
        let reference = try Goldens.tokenizer(name)
        // GGUF does not say that a token takes the spaces beside it, nor that it is looked for in normalised text.
        for text in try Goldens.corpus() where !text.contains("<mask>") && !text.contains("</tool>") {
            #expect(byName.encode(text) == reference.encode(text), "\(text.debugDescription)")
        }
    }

    @Test func bytesWithoutATokenAreLeftOut() throws {
        var values = TokenizerDefinition.GGUFValues(model: "gpt2", tokens: ["<|endoftext|>", "a", "b"])
        values.tokenTypes = [3, 1, 1]
        values.unknown = 0
        let tokenizer = try Tokenizer(TokenizerDefinition(gguf: values))
        #expect(tokenizer.encode("a\u{4}b") == [1, 2])
    }

    @Test func sentencePieceKeysAreRead() throws {
        var values = TokenizerDefinition.GGUFValues(
            model: "llama", tokens: ["<unk>", "<s>", "</s>", "<0x21>", "▁", "a", "▁a", "b"])
        values.tokenTypes = [2, 3, 3, 6, 1, 1, 1, 5]
        values.scores = [0, 0, 0, 0, -2, -3, -1, -4]
        values.beginningOfText = 1
        values.unknown = 0
        let withPrefix = try Tokenizer(TokenizerDefinition(gguf: values))
        #expect(withPrefix.encode("a! a</s>a") == [6, 3, 6, 2, 6])
        #expect(withPrefix.encode("é") == [4, 0])
        #expect(withPrefix.decode([6, 3, 6]) == "a! a")
        #expect(withPrefix.addsBeginningOfText && withPrefix.beginningOfText == 1)
        values.addsSpacePrefix = false
        values.addsBeginningOfText = false
        let without = try Tokenizer(TokenizerDefinition(gguf: values))
        #expect(without.encode("a! a") == [5, 3, 6])
        #expect(!without.addsBeginningOfText)
    }

    @Test func runsOfSpacesMergeBeforeAnythingElse() throws {
        var values = TokenizerDefinition.GGUFValues(
            model: "llama", tokens: ["<unk>", "  ", "   ", "    ", "▁", "a", "▁a"])
        values.tokenTypes = [2, 4, 4, 4, 1, 1, 1]
        values.scores = [0, -1000, -1000, -1000, -2, -3, -1]
        values.addsSpacePrefix = false
        let tokenizer = try Tokenizer(TokenizerDefinition(gguf: values))
        #expect(tokenizer.encode("  a a") == [1, 5, 6])
        #expect(tokenizer.encode("▁ a") == [1, 5])
        #expect(tokenizer.encode("   ") == [2])
        #expect(tokenizer.encode("       a") == [3, 2, 5])
        #expect(tokenizer.decode([3, 2, 5]) == "       a")
    }

    @Test func unknownNamesAreRefused() throws {
        var values = TokenizerDefinition.GGUFValues(model: "bert", tokens: ["a"])
        var error = try #require(throws: Diagnosis.self) { try TokenizerDefinition(gguf: values) }
        #expect(error.code == .unsupportedFeature && error.description.contains("'bert'"))
        values.model = "gpt2"
        values.pre = "tekken"
        error = try #require(throws: Diagnosis.self) { try TokenizerDefinition(gguf: values) }
        #expect(error.code == .unsupportedFeature && error.description.contains("'tekken'"))
        values.pre = "qwen2"
        values.tokenTypes = [9]
        error = try #require(throws: Diagnosis.self) { try TokenizerDefinition(gguf: values) }
        #expect(error.code == .inconsistentVocabulary && error.place == "tokenizer.ggml.token_type[0]")
        values.tokenTypes = nil
        values.merges = ["ab"]
        error = try #require(throws: Diagnosis.self) { try TokenizerDefinition(gguf: values) }
        #expect(error.code == .inconsistentVocabulary && error.place == "tokenizer.ggml.merges[0]")
    }
}
