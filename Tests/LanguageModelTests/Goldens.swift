import Files
import Foundation
import LanguageModel
import ModelFormats

/// Reference values that transformers and PEFT computed; see scripts/goldens.
enum Goldens {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Goldens")

    static func path(_ relative: String) -> String {
        folder.appending(path: relative).path(percentEncoded: false)
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from relative: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(contentsOf: URL(filePath: path(relative))))
    }

    /// The values of a stored float32 tensor.
    static func floats(_ file: SafetensorsFile, _ name: String) throws -> [Float] {
        let (_, bytes) = try file.tensor(named: name)
        return (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
    }
}

/// A tiny random model with the reference's logits for some sequences.
struct TinyModel {
    static let names = [
        "llama", "llama3-rope", "mistral", "qwen2", "qwen3", "gemma3", "gemma3-legacy-bf16",
    ]

    struct Sequences: Decodable { let sequences: [[Int32]] }

    let parts: ModelParts
    let pool: ThreadPool
    let sequences: [[Int32]]
    let logits: [[Float]]

    init(_ name: String, threads: Int = 2) throws {
        pool = ThreadPool(threads: threads)
        parts = try ModelParts(HuggingFaceFolder(path: Goldens.path("models/\(name)")), pool: pool)
        sequences = try Goldens.decode(Sequences.self, from: "models/\(name)/goldens.json").sequences
        let file = try SafetensorsFile(path: Goldens.path("models/\(name)/goldens.safetensors"))
        logits = try sequences.indices.map { try Goldens.floats(file, "logits.\($0)") }
    }

    /// Logits of every row of a pack: [rows · vocabulary].
    func run(_ pack: Pack) -> [Float] {
        let transformer = Transformer(parts, pool: pool)
        return run(pack, with: transformer)
    }

    func run(_ pack: Pack, with transformer: Transformer) -> [Float] {
        let head = OutputHead(transformer)
        let logits = head.run(transformer.run(pack), rows: Array(0..<pack.rows)).logits
        return (0..<logits.rows).flatMap {
            Array(UnsafeBufferPointer(start: logits.row($0), count: logits.columns))
        }
    }
}

/// The largest difference between two lists of equal length; infinite when lengths differ or a value is NaN.
func largestDifference(_ left: [Float], _ right: [Float]) -> Float {
    guard left.count == right.count else { return .infinity }
    return zip(left, right).reduce(0) { max($0, ($1.0 - $1.1).isNaN ? .infinity : abs($1.0 - $1.1)) }
}

/// Norm of the difference over the norm of the reference.
func relativeDifference(_ values: [Float], reference: [Float]) -> Double {
    guard values.count == reference.count else { return .infinity }
    let difference = zip(values, reference).reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
    let norm = reference.reduce(0.0) { $0 + Double($1) * Double($1) }
    return norm == 0 ? (difference == 0 ? 0 : .infinity) : (difference / norm).squareRoot()
}
