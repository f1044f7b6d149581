import Files
import ModelFormats
import Testing
import TestKit

@Suite("What a GGUF file is")
struct GGUFKindTests {
    private func problem(_ pairs: [(String, String)]) throws -> String? {
        let folder = try TemporaryFolder()
        var file = GGUFBytes()
        for (key, value) in pairs { file.pair(key, 8, GGUFBytes.text(value)) }
        let opened = try GGUFFile(path: folder.write(file.bytes, as: "m.gguf"))
        return diagnosis { try opened.requireModel() }?.problem
    }

    @Test("models are taken, whether they say so or not")
    func models() throws {
        #expect(try problem([("general.architecture", "llama")]) == nil)
        #expect(try problem([("general.architecture", "llama"), ("general.type", "model")]) == nil)
    }

    @Test(
        "anything else is told by what it is",
        arguments: [
            ("llama", "adapter", "is a LoRA adapter and no model"),
            ("clip", "mmproj", "is a projector, which lets a model see pictures or hear"),
            ("clip", "model", "is a projector, which lets a model see pictures or hear"),
            ("llama", "imatrix", "is an importance matrix, by which models are quantized"),
            ("llama", "vocoder", "is no model but of the type 'vocoder'"),
        ])
    func others(architecture: String, type: String, expected: String) throws {
        #expect(
            try problem([("general.architecture", architecture), ("general.type", type)]) == expected)
    }
}
