public import Files

/// Writes a LoRA adapter as a GGUF file that llama.cpp loads beside its base model.
///
/// llama.cpp reads one alpha for the whole adapter and takes each tensor's rank from its shape, so that the
/// scale is alpha / rank. Where modules differ in alpha, or the scale is alpha / sqrt(rank), the difference
/// goes into B.
public enum GGUFAdapterWriter {
    /// One adapted weight.
    public struct Module: Sendable {
        /// Name of the base model's tensor in GGUF: `blk.0.attn_q.weight`.
        public var tensorName: String
        /// A, [rank, in], row-major.
        public var a: [Float]
        /// B, [out, rank], row-major, rows in the order of the GGUF base model's weight.
        public var b: [Float]
        /// Inner size.
        public var rank: Int
        /// What B·A is multiplied by.
        public var scale: Float

        /// Creates a module; the sizes of `a` and `b` are checked when it is written.
        public init(tensorName: String, a: [Float], b: [Float], rank: Int, scale: Float) {
            self.tensorName = tensorName
            self.a = a
            self.b = b
            self.rank = rank
            self.scale = scale
        }
    }

    /// Writes `modules` to `path`; `architecture` is the base model's `general.architecture`.
    ///
    /// - Throws: `Diagnosis` with `.missing` without modules, `.wrongShape`, `.duplicate`, or why the
    ///   file cannot be written.
    public static func write(
        _ modules: [Module], architecture: String, name: String, as type: TensorType = .f32, to path: String
    ) throws(Diagnosis) {
        guard let first = modules.first else {
            throw Diagnosis(
                .missing, file: path, problem: "the adapter has no modules",
                remedy: "train or load an adapter first")
        }
        let alpha = first.scale * Float(first.rank)
        var tensors: [TensorContent] = []
        for module in modules {
            guard module.rank > 0, module.a.count.isMultiple(of: module.rank), !module.a.isEmpty,
                module.b.count.isMultiple(of: module.rank), !module.b.isEmpty
            else {
                throw Diagnosis(
                    .wrongShape, file: path, place: "tensor \(quoted(module.tensorName))",
                    problem: "its factors are not of rank \(module.rank)", remedy: "check the adapter")
            }
            let ratio = module.scale * Float(module.rank) / alpha
            let b = ratio == 1 ? module.b : module.b.map { $0 * ratio }
            tensors.append(
                TensorContent(
                    name: "\(module.tensorName).lora_a", shape: [module.rank, module.a.count / module.rank],
                    type: type, values: module.a))
            tensors.append(
                TensorContent(
                    name: "\(module.tensorName).lora_b", shape: [module.b.count / module.rank, module.rank],
                    type: type, values: b))
        }
        try GGUFWriter.write(
            metadata: [
                "general.architecture": .string(architecture),
                "general.type": .string("adapter"),
                "general.name": .string(name),
                "general.file_type": .uint32(type == .f32 ? 0 : type == .f16 ? 1 : 32),
                "general.quantization_version": .uint32(2),
                "adapter.type": .string("lora"),
                "adapter.lora.alpha": .float32(alpha),
            ],
            tensors: tensors, to: path)
    }
}
