import Foundation
import LanguageModel
import ModelFormats
import Testing

/// Where references of another model than the tests' own are.
enum OtherModel {
    static let folder = ProcessInfo.processInfo.environment["SELKIE_REFERENCE"]
}

/// Any model against transformers and PEFT, where a folder of references was made for it: see scripts/compare-model.
@Suite(.enabled(if: OtherModel.folder != nil), .serialized) struct OtherModelTests {
    private func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(contentsOf: URL(filePath: path(name))))
    }

    private func path(_ name: String) throws -> String {
        let folder = try #require(OtherModel.folder)
        return "\(folder)/\(name)"
    }

    @Test func textIsThatOfTransformers() async throws {
        let reference = try decode(TextReference.self, "greedy.json")
        let found = try await reference.compare(with: LanguageModel(path: reference.model))
        print("compared: \(found.equal) of \(reference.prompts.count) continuations of 32 tokens are equal")
        let perplexity = TextReference.Score.perplexity(found.logprobs)
        print(
            "compared: perplexity \(perplexity), of transformers \(reference.score.perplexity); largest difference "
                + "of a log-probability \(largestDifference(found.logprobs, reference.score.logprobs))")
    }

    @Test func trainingIsThatOfPEFT() async throws {
        let reference = try decode(TextReference.self, "greedy.json")
        let golden = try decode(TrainingGoldenTests.Case.self, "lora/case.json")
        let model = try LanguageModel(path: reference.model)
        func adapter(_ name: String) throws -> Adapter {
            try Adapter(AdapterFolder(path: path("lora/\(name)")), for: model.configuration)
        }
        let initial = try adapter("initial")
        let job = TrainingJob(
            initial: initial,
            sequences: zip(golden.sequences, golden.lossStart).map {
                TrainingSequence(tokens: $0, lossStart: $1)
            }, settings: try golden.settings(), steps: golden.order)
        let trained = try #require(try await Engine(model).train([job]).first)
        #expect(trained.failure == nil && trained.losses.count == golden.loss.count)
        for (step, (loss, expected)) in zip(trained.losses, golden.loss).enumerated() {
            print(
                "compared: step \(step + 1): loss \(loss), of PEFT \(expected); gradient norm "
                    + "\(trained.gradientNorms[step]), of PEFT \(golden.gradientNorm[step])")
            #expect(abs(loss - expected) < 1e-3 * abs(expected))
        }
        // What was learned, not where it started, is compared.
        let start = initial.parameters.array
        func change(_ adapter: Adapter) -> [Float] { zip(adapter.parameters.array, start).map { $0 - $1 } }
        let difference = relativeDifference(change(trained.adapter), reference: change(try adapter("final")))
        let whole = relativeDifference(
            trained.adapter.parameters.array, reference: try adapter("final").parameters.array)
        print(
            "compared: the adapter's factors differ by \(whole) of their norm, what they learned by \(difference)"
        )
        #expect(whole < 1e-3)
    }
}
