import Files
import Foundation
import ModelFormats

/// Reads folders that other programs fill: bounded, in order, and with a remark about what cannot be read.
struct FolderReader {
    /// What was left out, and why.
    private(set) var remarks: [String] = []
    /// More entries than any honest folder of models holds.
    private static let mostEntries = 10_000

    /// The names in a folder, sorted, without hidden ones; none when there is no such folder.
    mutating func names(_ folder: String) -> [String] {
        guard isFolder(folder) else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            remark(folder, "cannot be read")
            return []
        }
        guard names.count <= Self.mostEntries else {
            remark(folder, "more than \(Self.mostEntries) entries")
            return []
        }
        let shown = names.filter { !$0.hasPrefix(".") }
        let usable = shown.filter(Self.canBeShown)
        if usable.count < shown.count { remark(folder, "names that cannot be shown were left out") }
        return usable.sorted()
    }

    /// Paths of the files below a folder, relative to it, in order.
    ///
    /// - Parameters:
    ///   - folder: where to look.
    ///   - depth: how many folders deep they may lie.
    /// - Returns: Links to files, too; links to a folder that is being read are passed over.
    mutating func files(below folder: String, depth: Int) -> [String] {
        files(below: folder, depth: depth, within: [])
    }

    private mutating func files(below folder: String, depth: Int, within above: Set<String>) -> [String] {
        var open = above
        guard open.insert(URL(filePath: folder).resolvingSymlinksInPath().path).inserted else { return [] }
        var files: [String] = []
        for name in names(folder) {
            let path = folder + "/" + name
            if isFolder(path) {
                guard depth > 0 else { continue }
                files += self.files(below: path, depth: depth - 1, within: open).map { name + "/" + $0 }
            } else if isFile(path) {
                files.append(name)
            } else {
                remark(path, "leads to no file")
            }
            if files.count > Self.mostEntries { break }
        }
        return files
    }

    /// Notes that something was left out.
    mutating func remark(_ path: String, _ problem: String) {
        remarks.append("\(printable(path, limit: 4096)): \(problem); left out")
    }

    /// Whether a name can be printed and typed as it is.
    static func canBeShown(_ name: String) -> Bool { printable(name, limit: .max) == name }

    /// A file's size; links are followed.
    static func bytes(_ path: String) -> Int {
        FileStamp(path)?.size ?? 0
    }
}
