import ModelLibrary
import Testing
import Workbench

/// Which model is advised.
@Suite struct ModelAdviceTests {
    /// The catalogue on a machine where learning a page takes the default model so many minutes.
    private func advised(minutes: Double, memory: Int) -> [String] {
        let models = ModelCatalog.entries.map { entry in
            let times = Double(entry.weights) / Double(ModelCatalog.defaultModel.weights)
            return ModelAdvice(
                name: entry.name, memory: Int(1e9 * times), tokensPerSecond: 200 / times,
                pageSeconds: 60 * minutes * times)
        }
        return ModelAdvice.choose(models, memory: memory).filter(\.isAdvised).map(\.name)
    }

    @Test func theBiggestMeasuredOneThatFitsIsAdvised() {
        #expect(advised(minutes: 3, memory: 8_000_000_000) == ["qwen2.5-coder:0.5b"])
        // Too little memory, or too slow.
        #expect(advised(minutes: 3, memory: 2_000_000_000) == ["smollm2:135m"])
        #expect(advised(minutes: 5, memory: 8_000_000_000) == ["smollm2:135m"])
        // Where nothing fits there is still one to try.
        #expect(advised(minutes: 60, memory: 1000) == ["smollm2:135m"])
    }
}
