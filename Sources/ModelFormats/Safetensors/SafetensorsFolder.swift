public import Files

/// The tensors of a model folder: `model.safetensors`, or the shards that `model.safetensors.index.json`
/// lists.
public struct SafetensorsFolder: TensorSource {
    /// Path of the folder.
    public let path: String
    /// Every tensor, shard after shard.
    public let tensors: [TensorEntry]
    /// The files behind it, in the order of their names.
    public let files: [SafetensorsFile]
    private let owners: [String: Int]

    /// Opens every file of the folder's model.
    ///
    /// - Throws: `Diagnosis`, with `.missing` when there is no model, `.duplicate` when two shards hold
    ///   the same tensor, or what is wrong with one of the files.
    public init(path: String) throws(Diagnosis) {
        let single = path + "/model.safetensors"
        let index = path + "/model.safetensors.index.json"
        var names: [String]
        var expected: [String: String]?
        if isFile(index) {
            let map = try Self.weightMap(index)
            names = Array(Set(map.values)).sorted()
            expected = map
        } else if isFile(single) {
            names = ["model.safetensors"]
        } else {
            let isAdapter = isFile("\(path)/\(AdapterFolder.configName)")
            throw Diagnosis(
                .missing, file: path,
                problem: "neither model.safetensors nor model.safetensors.index.json is there",
                remedy: isAdapter
                    ? "this is an adapter: give it as the adapter, and the model that it belongs to as the model"
                    : "fetch the model's safetensors files (pickled .bin files are never read)",
                step: isAdapter ? .giveAsAdapter : nil)
        }
        var files: [SafetensorsFile] = []
        var tensors: [TensorEntry] = []
        var owners: [String: Int] = [:]
        for (position, name) in names.enumerated() {
            let file = try SafetensorsFile(path: "\(path)/\(name)")
            for entry in file.tensors {
                guard owners.updateValue(position, forKey: entry.name) == nil else {
                    throw Diagnosis(
                        .duplicate, file: file.path, place: "tensor \(quoted(entry.name))",
                        problem: "another shard holds it too", remedy: "fetch the model again")
                }
            }
            tensors += file.tensors
            files.append(file)
        }
        for (name, shard) in (expected ?? [:]).sorted(by: { $0.key < $1.key })
        where owners[name].map({ names[$0] }) != shard {
            throw Diagnosis(
                .missing, file: index, place: "tensor \(quoted(name))",
                problem: "\(quoted(shard)) does not hold it",
                remedy: "fetch the model again")
        }
        self.path = path
        self.tensors = tensors
        self.files = files
        self.owners = owners
    }

    /// The tensor of that name, or nil.
    public func entry(named name: String) -> TensorEntry? {
        owners[name].flatMap { files[$0].entry(named: name) }
    }

    /// The packed bytes of one of ``tensors``; they need not be aligned.
    ///
    /// - Throws: `Diagnosis` with `.missing` when no file holds such a tensor.
    public func bytes(of entry: TensorEntry) throws(Diagnosis) -> FileBytes {
        guard let owner = owners[entry.name] else {
            throw Diagnosis(
                .missing, file: path, place: "tensor \(quoted(entry.name))",
                problem: "the tensor is not there",
                remedy: "fetch the model again")
        }
        return try files[owner].bytes(of: entry)
    }

    private static func weightMap(_ index: String) throws(Diagnosis) -> [String: String] {
        guard let map = try JSONValue.read(path: index).object?["weight_map"]?.object else {
            throw Diagnosis(
                .malformed, file: index, place: "key 'weight_map'",
                problem: "the map of tensors to files is missing",
                remedy: "fetch the model again")
        }
        var result: [String: String] = [:]
        for tensor in map.keys {
            // A shard lies in the folder itself: an index must not reach other files of the user.
            guard let file = map[tensor]?.string, !file.isEmpty, !file.contains("/"), !file.hasPrefix(".")
            else {
                throw Diagnosis(
                    .wrongValue, file: index, place: "tensor \(quoted(tensor))",
                    problem: "its file is not a plain file name", remedy: "fetch the model again")
            }
            result[tensor] = file
        }
        return result
    }
}
