import Foundation
package import ModelFormats

/// The numbers of a model: sizes, weights and rotations, without its text side.
package struct ModelParts: Sendable {
    /// Sizes and switches.
    package let configuration: ModelConfiguration
    /// The frozen weights in float32.
    package let weights: ModelWeights
    /// Rotations of every position.
    package let rotary: RotaryTables

    /// Loads the weights of a GGUF file.
    ///
    /// - Throws: `FormatError` or ``ModelError`` that names file, place and remedy.
    package init(_ gguf: GGUFFile, pool: ThreadPool) throws {
        let configuration = try ModelConfiguration(gguf)
        try self.init(configuration, path: gguf.path, pool: pool) {
            WeightLoader(
                source: gguf, configuration: configuration, name: \.ggufName,
                interleavedHeads: configuration.interleavedHeads, normOffset: 0)
        }
    }

    /// Loads the weights of a Hugging Face folder.
    ///
    /// - Throws: `FormatError` or ``ModelError`` that names file, place and remedy.
    package init(_ folder: HuggingFaceFolder, pool: ThreadPool) throws {
        let configuration = try ModelConfiguration(folder.config, file: folder.path + "/config.json")
        try self.init(configuration, path: folder.path, pool: pool) {
            WeightLoader(
                source: folder.weights, configuration: configuration,
                name: { $0.huggingFaceName(configuration) },
                interleavedHeads: { _ in nil }, normOffset: configuration.architecture == .gemma3 ? 1 : 0)
        }
    }

    private init(
        _ configuration: ModelConfiguration, path: String, pool: ThreadPool, loader: () -> WeightLoader
    ) throws {
        let needed = ModelWeights.byteCount(configuration)
        guard needed < Int(ProcessInfo.processInfo.physicalMemory) else {
            throw ModelError(
                .tooLarge, file: path,
                problem: "its weights need \(needed >> 20) MB in float32, more than this machine's memory",
                remedy: "use a smaller model")
        }
        self.configuration = configuration
        weights = ModelWeights(configuration)
        try loader().load(into: weights, pool: pool)
        rotary = RotaryTables(configuration)
    }
}
