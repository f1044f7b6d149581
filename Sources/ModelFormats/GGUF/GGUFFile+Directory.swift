import Files

extension GGUFFile {
    /// Reads the tensor directory without touching tensor data.
    ///
    /// - Throws: `Diagnosis` for a name, shape, type or offset that cannot be; complexity is O(n log n)
    ///   in the number of tensors.
    static func readDirectory(
        _ reader: inout ByteReader, count: Int, alignment: Int, file: MappedFile, limits: Limits
    ) throws(Diagnosis) -> (tensors: [TensorEntry], positions: [String: Int]) {
        var lines: [Line] = []
        var positions: [String: Int] = [:]
        lines.reserveCapacity(count)
        positions.reserveCapacity(count)
        for index in 0..<count {
            let line = try Line(&reader, file: file, limits: limits)
            guard positions.updateValue(index, forKey: line.name) == nil else {
                throw Diagnosis(
                    .duplicate, file: file.path, place: line.place, problem: "the name is used twice",
                    remedy: "fetch the file again")
            }
            lines.append(line)
        }
        let (padded, overflow) = reader.offset.addingReportingOverflow(alignment - 1)
        let dataStart = overflow ? file.byteCount : padded & ~(alignment - 1)
        var tensors: [TensorEntry] = []
        tensors.reserveCapacity(count)
        for line in lines {
            tensors.append(try line.entry(dataStart: dataStart, alignment: alignment, file: file))
        }
        try requireDisjoint(tensors, file: file.path)
        return (tensors, positions)
    }

    /// One line of the directory as stored: offsets still count from the start of the data.
    private struct Line {
        let name: String
        let shape: [Int]
        let type: TensorType
        let byteCount: Int
        let offset: UInt64

        var place: String { "tensor \(quoted(name))" }

        init(_ reader: inout ByteReader, file: MappedFile, limits: Limits) throws(Diagnosis) {
            let name = try reader.readString(limit: limits.tensorNameBytes, for: "a tensor's name")
            let place = "tensor \(quoted(name))"
            let rank = try reader.read(UInt32.self, for: place)
            guard (1...4).contains(rank) else {
                throw Diagnosis(
                    .wrongShape, file: file.path, place: place,
                    problem: "\(rank) dimensions, but 1 to 4 are possible",
                    remedy: "fetch the file again")
            }
            var sizes: [Int] = []
            for _ in 0..<rank {
                let size = try reader.read(UInt64.self, for: place)
                guard size > 0, let small = Int(exactly: size) else {
                    throw Diagnosis(
                        .wrongShape, file: file.path, place: place,
                        problem: "\(size) is not a possible dimension",
                        remedy: "fetch the file again")
                }
                sizes.append(small)
            }
            let type = try TensorType(
                gguf: reader.read(UInt32.self, for: place), file: file.path, place: place)
            self.name = name
            // GGUF lists the innermost size first.
            self.shape = sizes.reversed()
            self.type = type
            self.byteCount = try Self.byteCount(shape: self.shape, type: type, file: file.path, place: place)
            self.offset = try reader.read(UInt64.self, for: place)
        }

        private static func byteCount(
            shape: [Int], type: TensorType, file: String, place: String
        ) throws(Diagnosis) -> Int {
            let row = shape.last ?? 1
            guard row.isMultiple(of: type.blockSize) else {
                throw Diagnosis(
                    .wrongShape, file: file, place: place,
                    problem:
                        "a row of \(row) is not whole \(type.rawValue) blocks of \(type.blockSize)",
                    remedy: "fetch the file again")
            }
            guard let bytes = type.byteCount(of: shape) else {
                throw Diagnosis(
                    .overflow, file: file, place: place, problem: "the product of its dimensions overflows",
                    remedy: "the file is damaged or hostile; fetch it again from a trusted source")
            }
            return bytes
        }

        func entry(dataStart: Int, alignment: Int, file: MappedFile) throws(Diagnosis) -> TensorEntry {
            guard offset & UInt64(alignment - 1) == 0 else {
                throw Diagnosis(
                    .misaligned, file: file.path, place: place,
                    problem: "offset \(offset) is not a multiple of \(alignment)",
                    remedy: "fetch the file again")
            }
            guard let relative = Int(exactly: offset), dataStart <= file.byteCount,
                relative <= file.byteCount - dataStart, byteCount <= file.byteCount - dataStart - relative
            else {
                throw Diagnosis(
                    .truncated, file: file.path, place: place,
                    problem: "its \(byteCount) bytes at offset \(offset) reach past the end of the file",
                    remedy: "fetch the file again")
            }
            return TensorEntry(
                name: name, shape: shape, type: type, byteOffset: dataStart + relative, byteCount: byteCount)
        }
    }
}

extension TensorType {
    /// Number of this type in GGUF files.
    var gguf: UInt32 {
        switch self {
        case .f32: 0
        case .f16: 1
        case .q4_0: 2
        case .q4_1: 3
        case .q5_0: 6
        case .q5_1: 7
        case .q8_0: 8
        case .q4_K: 12
        case .q5_K: 13
        case .q6_K: 14
        case .bf16: 30
        }
    }

    /// The type with that number.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedType`, naming the type where it has a name.
    init(gguf number: UInt32, file: String, place: String) throws(Diagnosis) {
        guard let type = Self.allCases.first(where: { $0.gguf == number }) else {
            let name = Self.unsupported[number] ?? "number \(number)"
            throw Diagnosis(
                .unsupportedType, file: file, place: place, problem: "element type \(name) is not supported",
                remedy: "use a file in one of \(Self.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self = type
    }

    private static let unsupported: [UInt32: String] = [
        9: "Q8_1", 10: "Q2_K", 11: "Q3_K", 15: "Q8_K", 16: "IQ2_XXS", 17: "IQ2_XS", 18: "IQ3_XXS",
        19: "IQ1_S",
        20: "IQ4_NL", 21: "IQ3_S", 22: "IQ2_S", 23: "IQ4_XS", 24: "I8", 25: "I16", 26: "I32", 27: "I64",
        28: "F64",
        29: "IQ1_M", 34: "TQ1_0", 35: "TQ2_0", 39: "MXFP4",
    ]
}
