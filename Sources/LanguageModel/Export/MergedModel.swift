package import Files
import Foundation
import ModelFormats

/// Writes a base model with an adapter folded in as a Hugging Face folder of its own.
///
/// Any program that loads such folders then has the adapted model, without knowing of adapters. Weights are
/// computed in float32 from what this engine holds; a quantized base comes out expanded.
public enum MergedModel {
    /// How the weights are stored.
    public enum ElementType: String, Codable, Sendable, CaseIterable {
        /// Single precision: what this engine computes with.
        case float32 = "f32"
        /// The upper half of single precision: half the size, and what most checkpoints use.
        case bfloat16 = "bf16"

        var stored: TensorType { self == .float32 ? .f32 : .bf16 }
        var pythonName: String { self == .float32 ? "float32" : "bfloat16" }
    }

    /// Writes `model` with `adapter` folded in to the folder `path`, which must not exist.
    ///
    /// - Throws: `Diagnosis` with `.alreadyExists`, `.notFinite` for weights that overflow, or why the folder cannot be
    ///   written, or for a part of the base that the folder's formats cannot say; nothing is
    ///   left behind.
    public static func write(
        _ model: LanguageModel, _ adapter: Adapter?, as type: ElementType = .float32, to path: String
    ) throws {
        let files =
            if isFolder(model.path) {
                try SourceFiles.copied(from: HuggingFaceFolder(path: model.path), type)
            } else {
                try SourceFiles.made(from: GGUFFile(path: model.path), model, type)
            }
        try write(model.parts, adapter, files: files, as: type, to: path)
    }

    /// Writes weights and the given other files.
    ///
    /// - Throws: `Diagnosis` when the folder cannot be written; nothing is left behind.
    package static func write(
        _ parts: ModelParts, _ adapter: Adapter?, files: [(name: String, bytes: [UInt8])],
        as type: ElementType, to path: String
    ) throws(Diagnosis) {
        let weights = MergedWeights(parts: parts, adapter: adapter, type: type.stored)
        try AtomicFolder.write(to: path) { (folder) throws(Diagnosis) in
            for file in files { try AtomicFile.write(file.bytes, to: "\(folder)/\(file.name)") }
            try SafetensorsWriter.write(
                weights.tensors(), metadata: ["format": "pt"], to: folder + "/model.safetensors")
        }
    }
}
