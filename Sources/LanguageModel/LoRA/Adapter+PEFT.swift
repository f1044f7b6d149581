public import Files
public import ModelFormats

extension Adapter {
    /// Loads an adapter from PEFT's folder format.
    ///
    /// - Parameters:
    ///   - folder: An opened adapter folder.
    ///   - configuration: The base that it is to update.
    /// - Throws: `Diagnosis` for a damaged file, with `.unsupportedFeature` for a module that the
    ///   base does not have, `.wrongShape` for factors that do not fit it (transposed ones among them).
    public convenience init(_ folder: AdapterFolder, for configuration: ModelConfiguration) throws {
        let modules = try folder.modules.map { module in
            (module, try ModulePath(module.path, in: configuration, file: folder.path))
        }
        // Memory is taken, and written to, by what has been checked alone.
        try Self.check(modules, of: folder, configuration)
        self.init(
            layout: AdapterLayout(
                configuration,
                modules: modules.map { module, path in
                    AdapterLayout.Request(
                        layer: path.layer, projection: path.projection, rank: module.rank,
                        scale: Float(module.scale))
                }), source: folder.path)
        for (module, path) in modules { try write(module, of: folder, at: path) }
    }

    /// Refuses modules that share a projection, and factors of other shapes than the base has.
    private static func check(
        _ modules: [(AdapterFolder.Module, ModulePath)], of folder: AdapterFolder,
        _ configuration: ModelConfiguration
    ) throws {
        var owners: [ModulePath: String] = [:]
        for (module, path) in modules {
            if let other = owners.updateValue(module.path, forKey: path) {
                throw Diagnosis(
                    .wrongShape, file: folder.path, place: "module \(module.path)",
                    problem: "it updates what \(other) updates", remedy: "train the adapter again")
            }
            let shape = configuration.shape(of: path.projection)
            for (factor, expected) in [
                (module.a, [module.rank, shape.in]), (module.b, [shape.out, module.rank]),
            ]
            where factor.shape != expected {
                throw Diagnosis(
                    .wrongShape, file: folder.path, place: "tensor \(factor.name)",
                    problem: "shape \(factor.shape) where this base needs \(expected)",
                    remedy: "use the adapter on the base it was trained for")
            }
        }
    }

    private func write(_ module: AdapterFolder.Module, of folder: AdapterFolder, at path: ModulePath) throws {
        for group in ProjectionGroup.allCases {
            guard let part = layout.group(group, layer: path.layer),
                let place = part.modules.first(where: { $0.projection == path.projection })
            else { continue }
            let a = part.a(in: parameters).slice(rows: place.rankColumns)
            let b = place.transposedB(in: parameters)
            for (index, value) in try folder.values(of: module.a).enumerated() { a.start[index] = value }
            for (index, value) in try folder.values(of: module.b).enumerated() {
                b.row(index % b.rows)[index / b.rows] = value
            }
        }
    }

    /// Saves the adapter in PEFT's folder format; `path` must not exist.
    ///
    /// - Parameters:
    ///   - path: The folder to make, whole or not at all.
    ///   - base: Name of the base, a hint for people.
    ///   - layers: Number of layers of the base.
    ///   - notes: Sentences for the folder's README.
    ///   - provenance: Content of `selkie.json`.
    ///   - files: How it is written.
    /// - Throws: `Diagnosis` when it cannot be written, or when a factor is NaN or infinite.
    public func save(
        to path: String, base: String, layers: Int, notes: String, provenance: JSONObject,
        in files: FileSystem = .system
    ) throws {
        var description = PEFTAdapterWriter.Description(baseModel: base, layerCount: layers)
        description.notes = notes
        description.provenance = provenance
        try PEFTAdapterWriter.write(
            factors().map { module, a, b in
                PEFTAdapterWriter.Module(
                    path: "model.layers.\(module.layer).\(module.projection.modulePath)", a: a, b: b,
                    rank: module.rank, alpha: Double(module.scale) * Double(module.rank))
            }, description, to: path, in: files)
    }

    /// Every module with its factors: A as [rank, in], B as [out, rank], row-major.
    package func factors() -> [(module: AdapterLayout.Module, a: [Float], b: [Float])] {
        layout.groups.flatMap { $0.compactMap { $0 } }.flatMap { group in
            group.modules.map { module in
                let a = group.a(in: parameters).slice(rows: module.rankColumns)
                let b = module.transposedB(in: parameters)
                return (
                    module, Array(UnsafeBufferPointer(start: a.start, count: a.rows * a.columns)),
                    (0..<b.rows * b.columns).map { b.row($0 % b.rows)[$0 / b.rows] }
                )
            }
        }
    }
}

/// A module's path in a Hugging Face model, taken apart: `model.layers.3.self_attn.q_proj`.
private struct ModulePath: Hashable {
    let layer: Int
    let projection: Projection

    init(_ path: String, in configuration: ModelConfiguration, file: String) throws {
        let parts = path.split(separator: ".")
        guard let name = parts.last, let projection = Projection(rawValue: String(name)),
            let place = parts.lastIndex(of: "layers"), place + 1 < parts.count,
            let layer = Int(parts[place + 1]),
            path.hasSuffix("layers.\(layer).\(projection.modulePath)")
        else {
            throw Diagnosis(
                .unsupportedFeature, file: file, place: "module \(path)",
                problem: "only the seven projections of a block can be adapted",
                remedy: "train the adapter without this module")
        }
        guard 0..<configuration.layers ~= layer else {
            throw Diagnosis(
                .wrongShape, file: file, place: "module \(path)",
                problem: "the base has only \(configuration.layers) layers",
                remedy: "use the adapter on the base it was trained for")
        }
        self.layer = layer
        self.projection = projection
    }
}
