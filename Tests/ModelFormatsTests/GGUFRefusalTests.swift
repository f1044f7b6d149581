import Files
import ModelFormats
import Testing
import TestKit

/// A wrong file, the code it is refused with and the sentence a person reads.
struct GGUFRefusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: Diagnosis.Code
    let sentence: String
    let file: @Sendable (inout GGUFBytes) -> Void

    init(
        _ what: String, _ code: Diagnosis.Code, _ sentence: String,
        _ file: @escaping @Sendable (inout GGUFBytes) -> Void
    ) {
        self.testDescription = what
        self.code = code
        self.sentence = sentence
        self.file = file
    }

    private static let again = "fetch the file again"
    private static let hostile = "the file is damaged or hostile; fetch it again from a trusted source"

    static let all: [GGUFRefusal] = [
        .init("magic", .badMagic, "byte 0: is not a GGUF file; name a .gguf file or a Hugging Face folder") {
            $0.magic = Array("GGML".utf8)
        },
        .init(
            "version 1", .unsupportedVersion,
            "byte 4: GGUF version 1 is not supported (2 and 3 are); convert the model with a current converter"
        ) {
            $0.version = 1
        },
        .init(
            "big-endian", .bigEndian,
            "byte 4: the file is big-endian; convert it to little-endian with the gguf tools"
        ) {
            $0.version = UInt32(3).byteSwapped
        },
        .init(
            "many tensors", .limitExceeded,
            "byte 8: the number of tensors of 9223372036854775808 is above the limit of 65536; \(hostile)"
        ) {
            $0.tensorCount = 1 << 63
        },
        .init(
            "tensors beyond the end", .truncated,
            "byte 16: the file ends inside the number of tensors (80 bytes left); \(again)"
        ) {
            $0.tensorCount = 60_000
        },
        .init(
            "many keys", .limitExceeded,
            "byte 16: the number of metadata keys of 18446744073709551615 is above the limit of 65536; \(hostile)"
        ) {
            $0.pairCount = .max
        },
        .init(
            "long key", .limitExceeded,
            "byte 24: the length of a metadata key of 9223372036854775808 is above the limit of 65535; \(hostile)"
        ) {
            $0.pairs = [GGUFBytes.text("k", length: 1 << 63) + [0, 0, 0, 0, 0, 0]]
        },
        .init(
            "long string", .truncated,
            "byte 45: the file ends inside the length of key 'k' (83 bytes left); \(again)"
        ) {
            $0.pair("k", 8, GGUFBytes.text("v", length: 60_000_000))
        },
        .init(
            "long array", .limitExceeded,
            "byte 41: the array length of key 'k' of 4611686018427387904 is above the limit of 16777216; \(hostile)"
        ) {
            $0.pair("k", 9, GGUFBytes.word(UInt32(12)) + GGUFBytes.word(UInt64(1) << 62))
        },
        .init(
            "array beyond the end", .truncated,
            "byte 49: the file ends inside the array length of key 'k' (79 bytes left); \(again)"
        ) {
            $0.pair("k", 9, GGUFBytes.word(UInt32(12)) + GGUFBytes.word(UInt64(1 << 24)))
        },
        .init(
            "nested array", .unsupportedFeature,
            "key 'k': arrays of arrays are not supported; convert the model with a current converter"
        ) {
            $0.pair(
                "k", 9,
                GGUFBytes.word(UInt32(9)) + GGUFBytes.word(UInt64(1)) + [UInt8](repeating: 0, count: 16))
        },
        .init("value type", .malformed, "key 'k': value type 4294967295 does not exist; \(again)") {
            $0.pair("k", .max, [])
        },
        .init("bool", .malformed, "key 'k': 2 is neither true nor false; \(again)") { $0.pair("k", 7, [2]) },
        .init("UTF-8", .malformed, "byte 45: key 'k' is not valid UTF-8; \(again)") {
            $0.pair("k", 8, GGUFBytes.word(UInt64(2)) + [0xC3, 0x28])
        },
        .init("duplicate key", .duplicate, "key 'k': the key is used twice; \(again)") {
            $0.pair("k", 0, [1])
            $0.pair("k", 0, [1])
        },
        .init(
            "alignment 3", .misaligned,
            "key 'general.alignment': 3 is not a power of two up to 1048576; \(again)"
        ) {
            $0.pair("general.alignment", 4, GGUFBytes.word(UInt32(3)))
        },
        .init(
            "alignment 0", .misaligned,
            "key 'general.alignment': 0 is not a power of two up to 1048576; \(again)"
        ) {
            $0.pair("general.alignment", 4, GGUFBytes.word(UInt32(0)))
        },
        .init(
            "alignment 2^31", .misaligned,
            "key 'general.alignment': 2147483648 is not a power of two up to 1048576; \(again)"
        ) {
            $0.pair("general.alignment", 4, GGUFBytes.word(UInt32(1) << 31))
        },
        .init(
            "alignment as text", .wrongValue,
            "key 'general.alignment': a string where a whole number is needed; convert or fetch the model again"
        ) {
            $0.pair("general.alignment", 8, GGUFBytes.text("32"))
        },
        .init(
            "split", .unsupportedFeature,
            "key 'split.count': the model is split into 3 files; merge the parts with the gguf tools"
        ) {
            $0.pair("split.count", 2, GGUFBytes.word(UInt16(3)))
        },
        .init("duplicate tensor", .duplicate, "tensor 'w': the name is used twice; \(again)") {
            $0.tensor("w", [4])
            $0.tensor("w", [4], offset: 32)
        },
        .init("five dimensions", .wrongShape, "tensor 'w': 5 dimensions, but 1 to 4 are possible; \(again)") {
            $0.tensor("w", [1, 1, 1, 1, 1])
        },
        .init("no dimension", .wrongShape, "tensor 'w': 0 dimensions, but 1 to 4 are possible; \(again)") {
            $0.tensor("w", [])
        },
        .init("zero size", .wrongShape, "tensor 'w': 0 is not a possible dimension; \(again)") {
            $0.tensor("w", [4, 0])
        },
        .init(
            "negative size", .wrongShape,
            "tensor 'w': 18446744073709551615 is not a possible dimension; \(again)"
        ) {
            $0.tensor("w", [.max])
        },
        .init("overflow", .overflow, "tensor 'w': the product of its dimensions overflows; \(hostile)") {
            $0.tensor("w", [1 << 32, 1 << 32])
        },
        .init(
            "overflow in bytes", .overflow, "tensor 'w': the product of its dimensions overflows; \(hostile)"
        ) {
            $0.tensor("w", [1 << 62])
        },
        .init(
            "type by name", .unsupportedType,
            "tensor 'w': element type IQ2_XS is not supported; use a file in one of F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K"
        ) {
            $0.tensor("w", [256], type: 17)
        },
        .init(
            "type by number", .unsupportedType,
            "tensor 'w': element type number 4294967295 is not supported; use a file in one of F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K"
        ) {
            $0.tensor("w", [256], type: .max)
        },
        .init("half a block", .wrongShape, "tensor 'w': a row of 48 is not whole Q4_1 blocks of 32; \(again)")
        {
            $0.tensor("w", [48, 2], type: 3)
        },
        .init("odd offset", .misaligned, "tensor 'w': offset 8 is not a multiple of 32; \(again)") {
            $0.tensor("w", [4], offset: 8)
        },
        .init(
            "offset past the end", .truncated,
            "tensor 'w': its 16 bytes at offset 18446744073709551584 reach past the end of the file; \(again)"
        ) {
            $0.tensor("w", [4], offset: .max - 31)
        },
        .init(
            "data past the end", .truncated,
            "tensor 'w': its 68 bytes at offset 0 reach past the end of the file; \(again)"
        ) {
            $0.tensor("w", [17])
        },
        .init("overlap", .overlap, "tensor 'v': its bytes overlap those of 'w'; \(hostile)") {
            $0.tensor("w", [10])
            $0.tensor("v", [4], offset: 32)
        },
        .init(
            "control characters in a name", .wrongShape,
            "tensor 'a\\u{1b}[2J\\u{a}': 0 is not a possible dimension; \(again)"
        ) {
            $0.tensor("a\u{1B}[2J\n", [0])
        },
    ]
}

@Suite("GGUF refusals")
struct GGUFRefusalTests {
    @Test("a wrong file is refused by name", arguments: GGUFRefusal.all)
    func refusal(_ wrong: GGUFRefusal) throws {
        let folder = try TemporaryFolder()
        var file = GGUFBytes()
        wrong.file(&file)
        let path = try folder.write(file.bytes, as: "m.gguf")
        let error = try #require(diagnosis { try GGUFFile(path: path) })
        #expect(error.code == wrong.code)
        #expect(error.description == "\(path): \(wrong.sentence)")
    }

    @Test("values of another kind are refused by key")
    func wrongValues() throws {
        let folder = try TemporaryFolder()
        var file = GGUFBytes.tiny
        file.pair("nan", 6, GGUFBytes.word(Float.nan.bitPattern))
        file.pair("bad", 9, GGUFBytes.word(UInt32(7)) + GGUFBytes.word(UInt64(2)) + [0, 2])
        file.pair(
            "huge", 9, GGUFBytes.word(UInt32(10)) + GGUFBytes.word(UInt64(1)) + GGUFBytes.word(UInt64.max))
        let path = try folder.write(file.bytes, as: "m.gguf")
        let metadata = try GGUFFile(path: path).metadata
        func sentence(_ body: () throws -> some Any) -> String? { diagnosis(body)?.description }
        let again = "convert or fetch the model again"
        #expect(
            sentence { try metadata.string("absent") }
                == "\(path): key 'absent': the key is not there; the file is incomplete; convert or fetch the model again"
        )
        #expect(
            sentence { try metadata.string("a.u8") }
                == "\(path): key 'a.u8': a whole number where a string is needed; \(again)")
        #expect(
            sentence { try metadata.integer("a.u64") }
                == "\(path): key 'a.u64': a number beyond 64 bits with sign where a whole number is needed; \(again)"
        )
        #expect(
            sentence { try metadata.double("nan") }
                == "\(path): key 'nan': the value is nan; fetch the file again")
        #expect(
            sentence { try metadata.strings("a.ints") }
                == "\(path): key 'a.ints': the array does not hold strings; \(again)")
        #expect(
            sentence { try metadata.arrayIfPresent("bad")?.bools() }
                == "\(path): key 'bad': element 1 is 2, which does not fit; fetch the file again")
        #expect(
            sentence { try metadata.integers("huge") }
                == "\(path): key 'huge': element 0 is 18446744073709551615, which does not fit; fetch the file again"
        )
    }
}
