import Files
import Foundation
import LanguageModel
import ModelFormats
import Testing

/// Adapters that fit a base badly: nothing is taken or written before all of it was checked.
@Suite struct AdapterFolderTests {
    private static let query = "model.layers.0.self_attn.q_proj"

    private let configuration: ModelConfiguration
    private let width: Int

    init() throws {
        configuration = try ModelConfiguration(path: Goldens.path("models/llama"))
        width = configuration.shape(of: .query).in
    }

    private func module(_ path: String, rank: Int, outputs: Int) -> PEFTAdapterWriter.Module {
        PEFTAdapterWriter.Module(
            path: path, a: [Float](repeating: 1, count: rank * width),
            b: [Float](repeating: 1, count: outputs * rank), rank: rank, alpha: 2)
    }

    private func fault(_ modules: [PEFTAdapterWriter.Module]) throws -> Diagnosis? {
        let path = FileManager.default.temporaryDirectory.appending(path: "selkie-\(UUID().uuidString)")
            .path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try PEFTAdapterWriter.write(modules, .init(baseModel: "tiny", layerCount: 2), to: path)
        do {
            _ = try Adapter(AdapterFolder(path: path), for: configuration)
        } catch let error as Diagnosis {
            return error
        }
        return nil
    }

    /// With other prefixes two modules can mean one projection; the second, of a higher rank, would be written past the
    /// end of the first one's place.
    @Test func twoModulesForOneProjectionAreRefused() throws {
        let outputs = configuration.shape(of: .query).out
        let twice = [
            module(Self.query, rank: 1, outputs: outputs),
            module("x.layers.0.self_attn.q_proj", rank: 64, outputs: outputs),
        ]
        let error = try #require(try fault(twice))
        #expect(error.code == .wrongShape && error.place == "module x.layers.0.self_attn.q_proj")
        #expect(error.problem == "it updates what \(Self.query) updates")
        #expect(try fault([twice[0]]) == nil && fault([twice[1]]) == nil)
    }

    @Test func factorsOfAnotherBaseAreRefused() throws {
        let error = try #require(try fault([module(Self.query, rank: 2, outputs: 3)]))
        #expect(error.code == .wrongShape && error.place.hasSuffix("q_proj.lora_B.weight"))
    }
}
