import Files
import Foundation
import ModelFormats
import Testing
import TestKit

@Suite("GGUF files")
struct GGUFTests {
    let folder = try? TemporaryFolder()

    private func open(_ file: GGUFBytes) throws -> GGUFFile {
        let folder = try #require(folder)
        return try GGUFFile(path: folder.write(file.bytes, as: "m.gguf"))
    }

    @Test("every kind of value is read")
    func values() throws {
        let metadata = try open(.tiny).metadata
        #expect(try metadata.string("general.architecture") == "llama")
        #expect(try metadata.integer("a.u8") == 200)
        #expect(try metadata.integer("a.i8") == -3)
        #expect(try metadata.integer("a.u16") == 65_000)
        #expect(try metadata.integer("a.i16") == -300)
        #expect(try metadata.integer("a.u32") == 4_000_000_000)
        #expect(try metadata.integer("a.i32") == -70_000)
        #expect(try metadata.integer("a.i64") == Int.min)
        #expect(try metadata.double("a.f32") == 1.5)
        #expect(try metadata.double("a.f64") == 0.1)
        #expect(try metadata.double("a.u8") == 200)
        #expect(try metadata.boolIfPresent("a.bool") == true)
        #expect(try metadata.strings("a.strings") == ["", "é", "xyz"])
        #expect(try metadata.integers("a.ints") == [-1, 7])
        #expect(try metadata.floats("a.floats") == [-2])
        #expect(try metadata.floats("a.ints") == [-1, 7])
        #expect(try metadata.arrayIfPresent("a.bools")?.bools() == [false, true])
        #expect(metadata.keys.count == 16 && metadata.keys.first == "general.architecture")
        #expect(try metadata.stringIfPresent("absent") == nil)
    }

    @Test("version 2 is read like version 3")
    func versionTwo() throws {
        var file = GGUFBytes.tiny
        file.version = 2
        #expect(try open(file).version == 2)
    }

    @Test("tensors have PyTorch's order of sizes and the right bytes")
    func tensors() throws {
        let file = try open(.tiny)
        #expect(file.tensors.map(\.name) == ["w", "q"])
        let (entry, bytes) = try file.tensor(named: "w")
        #expect(
            entry.shape == [2, 3] && entry.type == .f32 && entry.byteCount == 24 && entry.elementCount == 6)
        #expect(bytes.count == 24 && bytes.allSatisfy { $0 == 1 })
        let quantized = try #require(file.entry(named: "q"))
        #expect(quantized.type == .q4_1 && quantized.byteCount == 20 && quantized.elementCount == 32)
        #expect(quantized.byteOffset == entry.byteOffset + 32)
        #expect(diagnosis { try file.tensor(named: "x") }?.code == .missing)
    }

    @Test("a truncation at every byte is refused")
    func truncation() throws {
        let folder = try #require(folder)
        var whole = GGUFBytes.tiny
        whole.data = [UInt8](repeating: 1, count: 52)
        let bytes = whole.bytes
        _ = try GGUFFile(path: folder.write(bytes, as: "whole.gguf"))
        let path = folder.file("whole.gguf")
        for count in (0..<bytes.count).reversed() {
            try folder.shorten("whole.gguf", to: count)
            let error = diagnosis { try GGUFFile(path: path) }
            #expect(error != nil, "cut after \(count) of \(bytes.count) bytes")
            #expect(error?.file == path)
        }
    }

    @Test("writing and reading give the same", arguments: [TensorType.f32, .f16, .bf16])
    func roundTrip(type: TensorType) throws {
        let folder = try #require(folder)
        let path = folder.file("out.gguf")
        let values: [Float] = [0, -1, 0.5, 2, 1024, -0.25]
        try GGUFWriter.write(
            metadata: [
                "general.architecture": .string("llama"), "n": .uint32(7), "i": .int32(-7),
                "big": .uint64(1 << 40),
                "f": .float32(0.25), "b": .bool(true), "texts": .strings(["a", ""]),
                "ints": .int32s([1, -1]),
                "floats": .float32s([0.5]),
            ],
            tensors: [
                TensorContent(name: "w", shape: [2, 3], type: type, values: values),
                TensorContent(name: "v", shape: [6], type: type, values: values),
            ], to: path)
        let file = try GGUFFile(path: path)
        #expect(try file.metadata.integer("n") == 7 && file.metadata.integer("i") == -7)
        #expect(try file.metadata.integer("big") == 1 << 40 && file.metadata.double("f") == 0.25)
        #expect(try file.metadata.boolIfPresent("b") == true && file.metadata.strings("texts") == ["a", ""])
        #expect(try file.metadata.integers("ints") == [1, -1] && file.metadata.floats("floats") == [0.5])
        for name in ["w", "v"] { #expect(try type.decode(file.tensor(named: name).bytes) == values) }
        #expect(file.entry(named: "w")?.shape == [2, 3])
        #expect(try folder.contents == ["out.gguf"])
    }

    @Test("an adapter has llama.cpp's keys, and unequal alphas go into B")
    func adapter() throws {
        let folder = try #require(folder)
        let path = folder.file("adapter.gguf")
        try GGUFAdapterWriter.write(
            [
                .init(
                    tensorName: "blk.0.attn_q.weight", a: [1, 2, 3, 4], b: [1, 1, 1, 1, 1, 1], rank: 2,
                    scale: 2),
                .init(tensorName: "blk.0.attn_v.weight", a: [1, 2], b: [1, 3], rank: 1, scale: 2),
            ], architecture: "llama", name: "test", to: path)
        let file = try GGUFFile(path: path)
        #expect(try file.metadata.string("general.type") == "adapter")
        #expect(try file.metadata.string("adapter.type") == "lora")
        #expect(try file.metadata.string("general.architecture") == "llama")
        #expect(try file.metadata.double("adapter.lora.alpha") == 4)
        #expect(file.entry(named: "blk.0.attn_q.weight.lora_a")?.shape == [2, 2])
        #expect(file.entry(named: "blk.0.attn_q.weight.lora_b")?.shape == [3, 2])
        // Alpha 4 at rank 1 is scale 4; the module's is 2.
        let b = try file.tensor(named: "blk.0.attn_v.weight.lora_b").bytes
        #expect(TensorType.f32.decode(b) == [0.5, 1.5])
    }

    @Test("the head of a file with a large vocabulary is read quickly")
    func largeVocabulary() throws {
        let folder = try #require(folder)
        let texts = (0..<250_000).map { "token\($0)" }
        let path = folder.file("large.gguf")
        try GGUFWriter.write(metadata: ["tokens": .strings(texts)], tensors: [], to: path)
        let clock = ContinuousClock()
        let file = try GGUFFile(path: path)
        let time = clock.measure { _ = try? GGUFFile(path: path) }
        #expect(try file.metadata.strings("tokens") == texts)
        // Some milliseconds; a reader that copies or checks in quadratic time takes far longer.
        #expect(time < .seconds(1))
    }
}
