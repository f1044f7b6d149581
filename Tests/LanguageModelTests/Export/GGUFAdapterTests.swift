import Files
import LanguageModel
import ModelFormats
import Testing

/// Adapters as GGUF files.
@Suite struct GGUFAdapterTests {
    @Test(arguments: TrainingGoldenTests.names)
    func factorsComeBackFromTheFile(name: String) throws {
        let golden = try Goldens.decode(TrainingGoldenTests.Case.self, from: "lora/\(name)/case.json")
        let configuration = try ModelConfiguration(path: Goldens.path("models/\(golden.base)"))
        let adapter = try Adapter(AdapterFolder(path: Goldens.path("lora/\(name)/final")), for: configuration)
        let folder = try ExportFolder()
        try adapter.writeGGUF(for: configuration, name: "test", to: folder.path + "/a.gguf")

        let file = try GGUFFile(path: folder.path + "/a.gguf")
        #expect(try file.metadata.string("general.type") == "adapter")
        #expect(try file.metadata.string("adapter.type") == "lora")
        #expect(try file.metadata.string("general.architecture") == configuration.architecture.rawValue)
        let alpha = Float(try file.metadata.double("adapter.lora.alpha"))
        let factors = adapter.factors()
        #expect(file.tensors.count == 2 * factors.count)
        for (module, a, b) in factors {
            let tensor = "blk.\(module.layer).\(module.projection.ggufName).weight"
            let storedA = try values(file, tensor + ".lora_a", [module.rank, a.count / module.rank])
            let storedB = try values(file, tensor + ".lora_b", [module.outputWidth, module.rank])
            #expect(storedA == a)
            let heads = heads(module, configuration)
            let scale = alpha / Float(module.rank)
            for row in 0..<module.outputWidth {
                let stored = heads.map { interleaved(row, width: module.outputWidth / $0) } ?? row
                for column in 0..<module.rank {
                    let expected = b[row * module.rank + column] * module.scale
                    let found = storedB[stored * module.rank + column] * scale
                    #expect(abs(found - expected) <= 1e-6 * abs(expected), "\(tensor) row \(row)")
                }
            }
        }
    }

    private func values(_ file: GGUFFile, _ name: String, _ shape: [Int]) throws -> [Float] {
        let (entry, bytes) = try file.tensor(named: name)
        #expect(entry.shape == shape && entry.type == .f32)
        return (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
    }

    private func heads(_ module: AdapterLayout.Module, _ configuration: ModelConfiguration) -> Int? {
        guard configuration.architecture == .llama else { return nil }
        return switch module.projection {
        case .query: configuration.heads
        case .key: configuration.keyHeads
        default: nil
        }
    }

    /// Element i of the first half of a head goes to place 2i, of the second half to 2i + 1.
    private func interleaved(_ row: Int, width: Int) -> Int {
        let inside = row % width
        return row - inside + (inside < width / 2 ? 2 * inside : 2 * (inside - width / 2) + 1)
    }
}
