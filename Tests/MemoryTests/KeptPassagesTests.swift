import Foundation
import LanguageModel
import Memory
import Testing

/// Passages that a reader's training need not learn again.
@Suite struct KeptPassagesTests {
    @Test func whatIsKeptComesBackAsItWas() throws {
        let home = try TemporaryHome()
        let kept = KeptPassages(home.path + "/readers/some")
        let adapter = home.adapter(seed: 1)
        #expect(kept.passage(3, like: adapter, for: home.configuration) == nil)
        try kept.keep(adapter, passage: 3, layers: home.configuration.layers)
        let found = try #require(kept.passage(3, like: adapter, for: home.configuration))
        for (mine, theirs) in zip(found.factors(), adapter.factors()) { #expect(mine == theirs) }
        #expect(kept.passage(2, like: adapter, for: home.configuration) == nil)
        // Another shape is no such passage's, and what is damaged is learned again.
        let other = Adapter(home.configuration, LoRAConfiguration(rank: 1, alpha: 1), seed: 1)
        #expect(kept.passage(3, like: other, for: home.configuration) == nil)
        let file = home.path + "/readers/some/passage-3/adapter_model.safetensors"
        try FileHandle(forWritingTo: URL(fileURLWithPath: file)).truncate(atOffset: 100)
        #expect(kept.passage(3, like: adapter, for: home.configuration) == nil)
        kept.remove()
        #expect(!FileManager.default.fileExists(atPath: home.path + "/readers/some"))
    }
}
