public import Files
import ModelFormats

extension Adapter {
    /// Writes the adapter as a GGUF file that llama.cpp lays over the base's GGUF file.
    ///
    /// - Parameters:
    ///   - configuration: The base that the adapter belongs to.
    ///   - name: What the file calls itself.
    ///   - path: The file to write, whole or not at all; one of that name is replaced.
    /// - Throws: `Diagnosis` with `.missing` for an adapter without modules, or why the file cannot be written.
    public func writeGGUF(
        for configuration: ModelConfiguration, name: String, to path: String
    ) throws(Diagnosis) {
        let modules = factors().map { module, a, b in
            GGUFAdapterWriter.Module(
                tensorName: WeightName.projection(module.projection, layer: module.layer).ggufName, a: a,
                b: Self.ggufRows(of: b, module, configuration), rank: module.rank, scale: module.scale)
        }
        try GGUFAdapterWriter.write(
            modules, architecture: configuration.architecture.rawValue, name: name, to: path)
    }

    /// B, [out, rank], with its rows where the GGUF base has those of the weight.
    private static func ggufRows(
        of b: [Float], _ module: AdapterLayout.Module, _ configuration: ModelConfiguration
    ) -> [Float] {
        guard let heads = configuration.interleavedHeads(of: module.projection) else { return b }
        var stored = b
        for row in 0..<module.outputWidth {
            let target = InterleavedRows.stored(row, of: module.outputWidth, heads: heads) * module.rank
            for column in 0..<module.rank { stored[target + column] = b[row * module.rank + column] }
        }
        return stored
    }
}
