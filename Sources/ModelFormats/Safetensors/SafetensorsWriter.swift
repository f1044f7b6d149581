public import Files

/// Writes safetensors files that every reader accepts: no gaps, header padded to 8 bytes, the same bytes for
/// the same content.
public enum SafetensorsWriter {
    /// Writes `tensors` and `metadata` to `path`, whole or not at all.
    ///
    /// Tensors are laid out by element size, then name, so that each is aligned to its elements.
    ///
    /// - Throws: `Diagnosis` with `.duplicate`, `.unsupportedType`, `.wrongShape`, `.overflow`, or why
    ///   the file cannot be written.
    public static func write(
        _ tensors: [TensorContent], metadata: [String: String] = [:], to path: String,
        in files: FileSystem = .system
    ) throws(Diagnosis) {
        let ordered = tensors.sorted { ($1.type.bytesPerBlock, $0.name) < ($0.type.bytesPerBlock, $1.name) }
        let header = try Self.header(ordered, metadata: metadata, path: path)
        try AtomicFile.write(to: path, in: files) { (writer) throws(Diagnosis) in
            try writer.append(header)
            for tensor in ordered { try writer.append(tensor.checkedBytes(file: path)) }
        }
    }

    private static func header(
        _ tensors: [TensorContent], metadata: [String: String], path: String
    ) throws(Diagnosis) -> [UInt8] {
        var members = JSONObject()
        if !metadata.isEmpty {
            var pairs = JSONObject()
            for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { pairs[key] = .string(value) }
            members["__metadata__"] = .object(pairs)
        }
        var end = 0
        for tensor in tensors {
            func refuse(_ code: Diagnosis.Code, _ problem: String) -> Diagnosis {
                Diagnosis(
                    code, file: path, place: "tensor \(quoted(tensor.name))", problem: problem,
                    remedy: "check the tensors that are to be written")
            }
            guard tensor.name != "__metadata__", members[tensor.name] == nil else {
                throw refuse(.duplicate, "the name is used twice")
            }
            guard !tensor.type.isQuantized else {
                throw refuse(.unsupportedType, "\(tensor.type.rawValue) is not a safetensors type")
            }
            guard let count = tensor.type.byteCount(of: tensor.shape) else {
                throw refuse(.overflow, "the product of its dimensions overflows")
            }
            let (next, overflow) = end.addingReportingOverflow(count)
            guard !overflow else { throw refuse(.overflow, "the file would be too large") }
            members[tensor.name] = .object([
                "dtype": .string(tensor.type.rawValue),
                "shape": .array(tensor.shape.map { .integer($0) }),
                "data_offsets": .array([.integer(end), .integer(next)]),
            ])
            end = next
        }
        var json = Array(JSONValue.object(members).text().utf8)
        while !json.count.isMultiple(of: 8) { json.append(UInt8(ascii: " ")) }
        return (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) } + json
    }
}
