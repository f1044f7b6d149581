public import Files

/// Something that holds named tensors: a GGUF file, a safetensors file, or a folder of safetensors shards.
public protocol TensorSource: Sendable {
    /// Path of the file or folder, for messages.
    var path: String { get }
    /// Every tensor, in the order of the file.
    var tensors: [TensorEntry] { get }
    /// The tensor of that name, or nil.
    func entry(named name: String) -> TensorEntry?
    /// The packed bytes of one of ``tensors``; they need not be aligned.
    ///
    /// - Throws: `Diagnosis` with `.missing` or `.truncated` when the entry is not of this source.
    func bytes(of entry: TensorEntry) throws(Diagnosis) -> FileBytes
}

extension TensorSource {
    /// The tensor of that name with its bytes.
    ///
    /// - Throws: `Diagnosis` with `.missing` when there is none.
    public func tensor(
        named name: String
    ) throws(Diagnosis) -> (entry: TensorEntry, bytes: FileBytes) {
        guard let entry = entry(named: name) else {
            throw Diagnosis(
                .missing, file: path, place: "tensor \(quoted(name))", problem: "the tensor is not there",
                remedy: "the file is incomplete or of another architecture; fetch the model again")
        }
        return (entry, try bytes(of: entry))
    }
}

/// Checks that no two tensors share bytes.
///
/// Tensors without bytes overlap nothing.
///
/// - Throws: `Diagnosis` with `.overlap`, naming both.
func requireDisjoint(_ tensors: [TensorEntry], file: String) throws(Diagnosis) {
    let ordered = tensors.filter { $0.byteCount > 0 }.sorted { $0.byteOffset < $1.byteOffset }
    for (first, second) in zip(ordered, ordered.dropFirst())
    where first.byteOffset + first.byteCount > second.byteOffset {
        throw Diagnosis(
            .overlap, file: file, place: "tensor \(quoted(second.name))",
            problem: "its bytes overlap those of \(quoted(first.name))",
            remedy: "the file is damaged or hostile; fetch it again from a trusted source")
    }
}
