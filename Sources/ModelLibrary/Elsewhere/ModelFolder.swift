/// A folder of models under names of its own: llama.cpp's cache and LM Studio's models.
struct ModelFolder {
    let root: String
    let keeper: FoundModel.Keeper
    /// How many folders deep models lie.
    let depth: Int

    /// All models, by path: GGUF files by theirs, models in safetensors by their folder's.
    func models(_ reader: inout FolderReader) -> [FoundModel] {
        let files = reader.files(below: root, depth: depth)
        let ggufs = files.filter { $0.hasSuffix(".gguf") }.map {
            FoundModel.gguf(keeper.prefix + $0, keeper, root + "/" + $0)
        }
        let end = "/" + HubChoice.folderName
        let folders = files.filter { $0.hasSuffix(end) }.compactMap { file -> FoundModel? in
            let folder = file.dropLast(end.count)
            let inside = files.filter { $0.hasPrefix(folder + "/") }.map {
                String($0.dropFirst(folder.count + 1))
            }
            guard HubChoice.hasFolder(inside) else { return nil }
            return .folder(keeper.prefix + folder, keeper, "\(root)/\(folder)", files: inside)
        }
        return ggufs + folders
    }
}
