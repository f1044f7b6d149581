import Files
import Foundation
import LanguageModel
import ModelFormats
import Testing
import Tokenizers

/// Merged models of GGUF bases: configuration, tokenizer and template are made anew, and say the same.
@Suite struct MergedGGUFTests {
    @Test(arguments: TinyGGUF.kinds)
    func theFolderIsTheSameModel(kind: TinyGGUF.Kind) throws {
        let folder = try ExportFolder()
        try TinyGGUF.write(kind, to: folder.path + "/base.gguf")
        let base = try LanguageModel(path: folder.path + "/base.gguf", threads: 2)
        let adapter = try randomAdapter(base.configuration)
        try MergedModel.write(base, adapter, to: folder.path + "/merged")
        let merged = try LanguageModel(path: folder.path + "/merged", threads: 2)

        #expect(merged.endTokens == base.endTokens)
        #expect(merged.chatTemplate == base.chatTemplate)
        #expect(merged.configuration.windows == base.configuration.windows)
        #expect(merged.configuration.contextLength == base.configuration.contextLength)
        let corpus = try Goldens.decode([String].self, from: "tokenizers/corpus.json")
        for text in corpus { #expect(merged.encode(text) == base.encode(text), "\(text.debugDescription)") }
        let conversation = [ChatMessage(role: "user", content: "Where is the 1st lamp?")]
        #expect(try merged.encode(conversation) == base.encode(conversation))

        let tokens = (0..<24).map { Int32($0 * 7 % base.configuration.vocabulary) }
        let expected = logits(base, adapter, tokens)
        #expect(largestDifference(logits(merged, nil, tokens), expected) < 1e-4)
        #expect(largestDifference(logits(base, nil, tokens), expected) > 1e-3)
    }

    @Test func divisorsThatNoRuleGivesAreRefused() throws {
        let folder = try ExportFolder()
        var kind = TinyGGUF.kinds[1]
        kind.ropeFactors = [1, 3, 2, 8]
        try TinyGGUF.write(kind, to: folder.path + "/base.gguf")
        let base = try LanguageModel(path: folder.path + "/base.gguf", threads: 1)
        let error = try #require(throws: Diagnosis.self) {
            try MergedModel.write(base, nil, to: folder.path + "/merged")
        }
        #expect(error.code == .unsupportedFeature && error.place == "tensor rope_freqs.weight")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/merged"))
    }

    /// An adapter of all projections whose B is not zero.
    private func randomAdapter(_ configuration: ModelConfiguration) throws -> Adapter {
        let adapter = Adapter(configuration, LoRAConfiguration(rank: 3, alpha: 6), seed: 5)
        var generator = SeededGenerator(seed: 6)
        for module in adapter.layout.modules {
            let b = module.transposedB(in: adapter.parameters)
            for index in 0..<b.rows * b.columns {
                b.start[index] = Float.random(in: -0.2..<0.2, using: &generator)
            }
        }
        return adapter
    }

    private func logits(_ model: LanguageModel, _ adapter: Adapter?, _ tokens: [Int32]) -> [Float] {
        let transformer = Transformer(model.parts, pool: ThreadPool(threads: 2))
        var pack = Pack()
        pack.append(tokens: tokens, adapter: adapter)
        let head = OutputHead(transformer)
        return withExtendedLifetime(head) {
            let logits = head.run(transformer.run(pack), rows: Array(0..<pack.rows)).logits
            return (0..<logits.rows).flatMap {
                Array(UnsafeBufferPointer(start: logits.row($0), count: logits.columns))
            }
        }
    }
}
