import Files
import Foundation
package import ModelFormats

/// The numbers of a model: sizes, weights and rotations, without its text side.
package struct ModelParts: Sendable {
    /// Sizes and switches.
    package let configuration: ModelConfiguration
    /// The frozen weights.
    package let weights: ModelWeights
    /// Rotations of every position.
    package let rotary: RotaryTables

    /// Loads the weights of a GGUF file.
    ///
    /// - Throws: `Diagnosis` that names file, place and remedy.
    package init(_ gguf: GGUFFile, pool: ThreadPool) throws {
        let configuration = try ModelConfiguration(gguf)
        try self.init(
            WeightLoader(
                source: gguf, configuration: configuration, name: \.ggufName,
                interleavedHeads: configuration.interleavedHeads, normOffset: 0), pool: pool)
    }

    /// Loads the weights of a Hugging Face folder.
    ///
    /// - Throws: `Diagnosis` that names file, place and remedy.
    package init(_ folder: HuggingFaceFolder, pool: ThreadPool) throws {
        let configuration = try ModelConfiguration(folder.config, file: folder.path + "/config.json")
        try self.init(
            WeightLoader(
                source: folder.weights, configuration: configuration,
                name: { $0.huggingFaceName(configuration) },
                interleavedHeads: { _ in nil }, normOffset: configuration.architecture == .gemma3 ? 1 : 0),
            pool: pool)
    }

    private init(_ loader: WeightLoader, pool: ThreadPool) throws {
        let needed = loader.byteCount
        guard needed < Int(ProcessInfo.processInfo.physicalMemory) else {
            throw Diagnosis(
                .tooLarge, file: loader.source.path,
                problem: "its weights need \(needed / 1_000_000) MB, more than this machine's memory",
                remedy: "use a smaller model, or one of fewer bits")
        }
        configuration = loader.configuration
        weights = ModelWeights(configuration, isPacked: loader.staysPacked)
        try loader.load(into: weights, pool: pool)
        rotary = RotaryTables(configuration)
    }
}
