public import Files

/// Writes adapter folders that PEFT loads, whole or not at all.
public enum PEFTAdapterWriter {
    /// The factors of one module.
    public struct Module: Sendable {
        /// Path of the linear layer in transformers' naming: `model.layers.0.self_attn.q_proj`.
        public var path: String
        /// A, [rank, in], row-major.
        public var a: [Float]
        /// B, [out, rank], row-major.
        public var b: [Float]
        /// Inner size.
        public var rank: Int
        /// Alpha; the scale follows from it by the adapter's rule.
        public var alpha: Double

        /// Creates a module; the sizes of `a` and `b` are checked when it is written.
        public init(path: String, a: [Float], b: [Float], rank: Int, alpha: Double) {
            self.path = path
            self.a = a
            self.b = b
            self.rank = rank
            self.alpha = alpha
        }
    }

    /// What is written beside the factors.
    public struct Description: Sendable {
        /// Name of the base model, as a hint for people and PEFT.
        public var baseModel: String
        /// Number of layers of the base model, so that an adapter of all layers need not list them.
        public var layerCount: Int
        /// Whether the scale is alpha / sqrt(rank) instead of alpha / rank.
        public var usesRankStabilization = false
        /// Sentences for the folder's README, after a first line that names the base model.
        public var notes = ""
        /// Content of `selkie.json`, such as the base model's digest; also put into the factors' file as text
        /// pairs where a member is a string.
        public var provenance: JSONObject = [:]

        /// Creates a description.
        public init(baseModel: String, layerCount: Int) {
            self.baseModel = baseModel
            self.layerCount = layerCount
        }
    }

    /// Writes the folder `path`, which must not exist.
    ///
    /// - Throws: `Diagnosis` with `.missing` without modules, `.wrongShape` or `.notFinite` for factors,
    ///   `.duplicate`, `.alreadyExists`, or why the folder cannot be written; nothing is left behind.
    public static func write(
        _ modules: [Module], _ description: Description, as type: TensorType = .f32, to path: String,
        in files: FileSystem = .system
    ) throws(Diagnosis) {
        let config = try config(for: modules, description, path: path)
        var tensors: [TensorContent] = []
        for module in modules {
            try check(module, path: path)
            let name = "base_model.model.\(module.path)"
            tensors.append(
                TensorContent(
                    name: name + ".lora_A.weight", shape: [module.rank, module.a.count / module.rank],
                    type: type,
                    values: module.a))
            tensors.append(
                TensorContent(
                    name: name + ".lora_B.weight", shape: [module.b.count / module.rank, module.rank],
                    type: type,
                    values: module.b))
        }
        var metadata = ["format": "pt"]
        for key in description.provenance.keys {
            if let text = description.provenance[key]?.string { metadata["selkie.\(key)"] = text }
        }
        try AtomicFolder.write(to: path, in: files) { (folder) throws(Diagnosis) in
            try SafetensorsWriter.write(
                tensors, metadata: metadata, to: folder + "/adapter_model.safetensors", in: files)
            try AtomicFile.write(
                config.json().text(indented: true), to: folder + "/adapter_config.json", in: files)
            try AtomicFile.write(readme(config, description), to: folder + "/README.md", in: files)
            if !description.provenance.keys.isEmpty {
                try writeProvenance(description.provenance, to: folder, in: files)
            }
        }
    }

    /// Writes `selkie.json`, how an adapter was made, in place of what was there.
    ///
    /// - Throws: `Diagnosis` when it cannot be written; the old file stays.
    public static func writeProvenance(
        _ provenance: JSONObject, to folder: String, in files: FileSystem = .system
    ) throws(Diagnosis) {
        try AtomicFile.write(
            JSONValue.object(provenance).text(indented: true), to: folder + "/selkie.json", in: files)
    }

    private static func check(_ module: Module, path: String) throws(Diagnosis) {
        func refuse(_ code: Diagnosis.Code, _ problem: String) -> Diagnosis {
            Diagnosis(
                code, file: path, place: "module \(quoted(module.path))", problem: problem,
                remedy: "train the adapter again")
        }
        guard module.rank > 0, !module.a.isEmpty, !module.b.isEmpty,
            module.a.count.isMultiple(of: module.rank),
            module.b.count.isMultiple(of: module.rank)
        else { throw refuse(.wrongShape, "its factors are not of rank \(module.rank)") }
        guard module.a.allSatisfy(\.isFinite), module.b.allSatisfy(\.isFinite) else {
            throw refuse(.notFinite, "its factors hold NaN or infinity")
        }
    }

    private static func readme(_ config: PEFTConfig, _ description: Description) -> String {
        // The YAML head takes the name as a JSON string, which is valid YAML whatever it holds.
        var text = "---\nlibrary_name: peft\n"
        if !description.baseModel.isEmpty {
            text += "base_model: \(JSONValue.string(description.baseModel).text())\n"
        }
        text += "tags:\n- lora\n---\n\n"
        text +=
            "LoRA adapter of rank \(config.rank) for \(printable(description.baseModel)), made with Selkie.\n"
        return description.notes.isEmpty ? text : text + "\n\(description.notes)\n"
    }
}
