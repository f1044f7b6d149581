import Files
import ModelFormats
import Testing
import TestKit

/// A safetensors file with the given header and bytes behind it.
func safetensors(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
    GGUFBytes.word(length ?? UInt64(header.utf8.count)) + Array(header.utf8)
        + [UInt8](repeating: 1, count: data)
}

@Suite("Safetensors files")
struct SafetensorsTests {
    @Test("writing and reading give the same", arguments: [TensorType.f32, .f16, .bf16])
    func roundTrip(type: TensorType) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("m.safetensors")
        let values: [Float] = [0, -1, 0.5, 2, 1024, -0.25]
        let tensors = [
            TensorContent(name: "b", shape: [2, 3], type: type, values: values),
            TensorContent(name: "a", shape: [6], type: .f32, values: values),
            TensorContent(name: "scalar", shape: [], type: .f32, values: [7]),
            TensorContent(name: "none", shape: [0, 4], type: .f32, values: []),
        ]
        try SafetensorsWriter.write(tensors, metadata: ["format": "pt", "note": "\"\n\u{1}é"], to: path)
        let file = try SafetensorsFile(path: path)
        #expect(file.metadata == ["format": "pt", "note": "\"\n\u{1}é"])
        #expect(try type.decode(file.tensor(named: "b").bytes) == values)
        #expect(try TensorType.f32.decode(file.tensor(named: "a").bytes) == values)
        #expect(file.entry(named: "scalar")?.shape == [] && file.entry(named: "scalar")?.elementCount == 1)
        #expect(file.entry(named: "none")?.shape == [0, 4] && file.entry(named: "none")?.elementCount == 0)
        #expect(file.entry(named: "b")?.shape == [2, 3] && file.entry(named: "b")?.type == type)
        #expect(diagnosis { try file.tensor(named: "c") }?.code == .missing)
        // The order of the call makes no difference to the file.
        let first = try folder.bytes(of: "m.safetensors")
        try SafetensorsWriter.write(
            tensors.reversed(), metadata: ["note": "\"\n\u{1}é", "format": "pt"],
            to: folder.file("n.safetensors"))
        #expect(try folder.bytes(of: "n.safetensors") == first)
    }

    @Test("a truncation at every byte is refused")
    func truncation() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("m.safetensors")
        try SafetensorsWriter.write([TensorContent(name: "a", shape: [3], values: [1, 2, 3])], to: path)
        for count in try (0..<folder.bytes(of: "m.safetensors").count).reversed() {
            try folder.shorten("m.safetensors", to: count)
            #expect(diagnosis { try SafetensorsFile(path: path) } != nil, "cut after \(count) bytes")
        }
    }

    private static let again = "fetch the file again"
    private static let hostile = "the file is damaged or hostile; fetch it again from a trusted source"

    @Test(
        "a wrong file is refused by name",
        arguments: [
            (safetensors("[]"), "byte 8: is not a safetensors file; name a .safetensors file"),
            (
                safetensors("{}", length: 1 << 63),
                "byte 0: the header length of 9223372036854775808 is above the limit of 100000000; \(hostile)"
            ),
            (
                safetensors("{}", length: 3),
                "byte 8: the file ends inside the header length (2 bytes left); \(again)"
            ),
            (safetensors("{\"a\":"), "byte 13: the JSON ends too early; repair it or fetch the file again"),
            (
                safetensors(#"{"a":{},"a":{}}"#),
                "byte 16: the key 'a' is used twice; remove one of them or fetch the file again"
            ),
            (
                safetensors(#"{"a":{"dtype":"F32"}}"#),
                "tensor 'a': dtype, shape and data_offsets are needed and nothing else; \(again)"
            ),
            (
                safetensors(#"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#, data: 8),
                "tensor 'a': element type 'I64' is not supported; use F32, F16 or BF16"
            ),
            (
                safetensors(#"{"a":{"dtype":"Q4_0","shape":[32],"data_offsets":[0,18]}}"#, data: 18),
                "tensor 'a': element type 'Q4_0' is not supported; use F32, F16 or BF16"
            ),
            (
                safetensors(#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, data: 4),
                "tensor 'a': the shape is not a list of whole numbers; \(again)"
            ),
            (
                safetensors(
                    #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#, data: 4),
                "tensor 'a': the product of its dimensions overflows; \(again)"
            ),
            (
                safetensors(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, data: 4),
                "tensor 'a': data_offsets are not two rising numbers; \(again)"
            ),
            (
                safetensors(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, data: 4),
                "tensor 'a': its bytes 0 to 8 reach past the end of the file; \(again)"
            ),
            (
                safetensors(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, data: 4),
                "tensor 'a': 4 bytes are stored but shape [2] needs 8; \(again)"
            ),
            (
                safetensors(
                    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
                        + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, data: 8),
                "tensor 'b': its bytes overlap those of 'a'; \(hostile)"
            ),
            (
                safetensors(
                    #"{"\#u{E9}":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
                        + #""e\#u{301}":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, data: 8),
                "tensor 'e\u{301}': another tensor's name is the same text in another spelling; \(hostile)"
            ),
            (
                safetensors(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, data: 8),
                "tensor 'a': 4 unclaimed bytes lie before it; \(again)"
            ),
            (
                safetensors(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, data: 5),
                "byte 66: 1 bytes follow the last tensor; \(again)"
            ),
            (
                safetensors(#"{"__metadata__":{"a":1}}"#),
                "key '__metadata__': is not a map of strings to strings; \(again)"
            ),
        ])
    func refusal(bytes: [UInt8], sentence: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(bytes, as: "m.safetensors")
        #expect(diagnosis { try SafetensorsFile(path: path) }?.description == "\(path): \(sentence)")
    }

    @Test("what cannot be stored is not written")
    func writerRefusals() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("m.safetensors")
        func code(_ tensors: [TensorContent]) -> Diagnosis.Code? {
            diagnosis { try SafetensorsWriter.write(tensors, to: path) }?.code
        }
        let one = TensorContent(name: "a", shape: [1], values: [1])
        #expect(code([one, one]) == .duplicate)
        #expect(code([TensorContent(name: "__metadata__", shape: [1], values: [1])]) == .duplicate)
        #expect(code([TensorContent(name: "a", shape: [2], values: [1])]) == .wrongShape)
        #expect(code([TensorContent(name: "a", shape: [.max, 2], values: [1])]) == .overflow)
        #expect(code([TensorContent(name: "a", shape: [32], type: .q4_0, values: [1])]) == .unsupportedType)
        #expect(try folder.contents.isEmpty)
    }
}

@Suite("Sharded safetensors")
struct SafetensorsFolderTests {
    private func shard(_ folder: TemporaryFolder, _ name: String, _ tensor: String, _ value: Float) throws {
        try SafetensorsWriter.write(
            [TensorContent(name: tensor, shape: [1], values: [value])], to: folder.file(name))
    }

    @Test("shards are one model")
    func shards() throws {
        let folder = try TemporaryFolder()
        try shard(folder, "one.safetensors", "a", 1)
        try shard(folder, "two.safetensors", "b", 2)
        try folder.write(
            #"{"metadata":{},"weight_map":{"b":"two.safetensors","a":"one.safetensors"}}"#,
            as: "model.safetensors.index.json")
        let model = try SafetensorsFolder(path: folder.path)
        #expect(model.tensors.map(\.name) == ["a", "b"] && model.files.count == 2)
        #expect(try TensorType.f32.decode(model.tensor(named: "b").bytes) == [2])
        #expect(diagnosis { try model.tensor(named: "c") }?.code == .missing)
    }

    @Test(
        "a wrong index is refused",
        arguments: [
            (#"{}"#, "key 'weight_map': the map of tensors to files is missing; fetch the model again"),
            (
                #"{"weight_map":{"a":"../one.safetensors"}}"#,
                "tensor 'a': its file is not a plain file name; fetch the model again"
            ),
            (
                #"{"weight_map":{"a":3}}"#,
                "tensor 'a': its file is not a plain file name; fetch the model again"
            ),
            (
                #"{"weight_map":{"a":"one.safetensors","b":"one.safetensors"}}"#,
                "tensor 'b': 'one.safetensors' does not hold it; fetch the model again"
            ),
        ])
    func index(text: String, sentence: String) throws {
        let folder = try TemporaryFolder()
        try shard(folder, "one.safetensors", "a", 1)
        let index = try folder.write(Array(text.utf8), as: "model.safetensors.index.json")
        #expect(
            diagnosis { try SafetensorsFolder(path: folder.path) }?.description == "\(index): \(sentence)")
    }

    @Test("the same tensor in two shards, a missing shard and no model are refused")
    func incomplete() throws {
        let folder = try TemporaryFolder()
        #expect(
            diagnosis { try SafetensorsFolder(path: folder.path) }?.description
                == "\(folder.path): neither model.safetensors nor model.safetensors.index.json is there; "
                + "fetch the model's safetensors files (pickled .bin files are never read)")
        try folder.write(
            #"{"weight_map":{"a":"one.safetensors","b":"two.safetensors"}}"#,
            as: "model.safetensors.index.json")
        try shard(folder, "one.safetensors", "a", 1)
        let missing = diagnosis { try SafetensorsFolder(path: folder.path) }
        #expect(missing?.description == "\(folder.file("two.safetensors")): no such file; check the path")
        try shard(folder, "two.safetensors", "a", 1)
        #expect(diagnosis { try SafetensorsFolder(path: folder.path) }?.code == .duplicate)
    }
}
