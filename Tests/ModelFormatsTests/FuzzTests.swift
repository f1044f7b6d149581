import Files
import Foundation
import ModelFormats
import Testing
import TestKit

/// Random damage to right files.
///
/// Whatever happens must be a value or a `Diagnosis`; a trap would end the
/// process.
@Suite("Damaged files")
struct FuzzTests {
    /// A copy of `bytes` with a few bytes or words changed, cut off or doubled.
    private func damage(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            guard !result.isEmpty else { break }
            let position = Int.random(in: 0..<result.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: result[position] = UInt8.random(in: 0...255, using: &generator)
            case 1: result[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2:
                // Lengths and counts are 8 bytes: the values around the limits of integers are the dangerous
                // ones.
                let words: [UInt64] = [.max, 1 << 63, 1 << 62, 1 << 32, 0x7FFF_FFFF_FFFF_FFFF, 0, 1 << 31]
                let word = GGUFBytes.word(words[Int.random(in: 0..<words.count, using: &generator)])
                for (index, byte) in word.enumerated() where position + index < result.count {
                    result[position + index] = byte
                }
            case 3: result.removeSubrange(position...)
            case 4: result.remove(at: position)
            default: result.insert(contentsOf: result[position...].prefix(16), at: position)
            }
        }
        return result
    }

    /// Reads everything that the metadata and the directory of a GGUF file offer.
    private func useGGUF(_ path: String) throws {
        let file = try GGUFFile(path: path)
        for key in file.metadata.keys {
            _ = try? file.metadata.integer(key)
            _ = try? file.metadata.double(key)
            _ = try? file.metadata.strings(key)
            _ = try? file.metadata.integers(key)
            _ = try? file.metadata.floats(key)
        }
        for entry in file.tensors { #expect(try file.bytes(of: entry).count == entry.byteCount) }
    }

    @Test("a damaged GGUF file never ends the process", arguments: 0..<4)
    func gguf(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(state: seed)
        let whole = GGUFBytes.tiny.bytes
        var refused = 0
        for _ in 0..<600 {
            let path = try folder.write(damage(whole, &generator), as: "m.gguf")
            if diagnosis({ try useGGUF(path) }) != nil { refused += 1 }
        }
        #expect(refused > 100)
    }

    @Test("a damaged safetensors file never ends the process", arguments: 0..<4)
    func safetensors(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(state: 100 + seed)
        try SafetensorsWriter.write(
            [
                TensorContent(name: "a", shape: [2, 2], values: [1, 2, 3, 4]),
                TensorContent(name: "b", shape: [3], type: .f16, values: [1, 2, 3]),
            ], metadata: ["format": "pt"], to: folder.file("whole"))
        let whole = try folder.bytes(of: "whole")
        var refused = 0
        for _ in 0..<400 {
            let path = try folder.write(damage(whole, &generator), as: "m.safetensors")
            let error = diagnosis {
                let file = try SafetensorsFile(path: path)
                for entry in file.tensors { _ = try entry.type.decode(file.bytes(of: entry)) }
            }
            if error != nil { refused += 1 }
        }
        #expect(refused > 100)
    }

    @Test("damaged JSON never ends the process", arguments: 0..<4)
    func json(seed: UInt64) throws {
        var generator = SeededGenerator(state: 200 + seed)
        let config = #"""
            {"peft_type":"LORA","r":2,"lora_alpha":4.5e1,"target_modules":"(a|b)*\\.(?!x)[q-v]_proj{1,3}","bias":"none",
            "rank_pattern":{"q\u00e9\ud83d\ude00":3},"layers_to_transform":[1,2],"model_type":"llama","hidden_size":8,
            "num_attention_heads":2,"num_hidden_layers":1,"intermediate_size":4,"vocab_size":9,
            "rope_scaling":{"rope_type":"linear","factor":2}}
            """#
        let folder = try TemporaryFolder()
        for _ in 0..<400 {
            let path = try folder.write(damage(Array(config.utf8), &generator), as: "c.json")
            _ = diagnosis { try ModuleSelector(PEFTConfig(path: path), file: path).adapts("a.q_proj") }
            _ = diagnosis { try HuggingFaceConfig(path: path) }
            _ = diagnosis { try JSONValue.read(path: path).text() }
        }
    }
}
