import Files
import Foundation

extension DocumentReader {
    /// Reads every file below a folder, in the order of their paths.
    ///
    /// Hidden names are passed over without a word; links to folders are not followed, so that the walk ends.
    func readFolder(_ path: String) async throws(Diagnosis) -> DocumentBatch {
        var batch = DocumentBatch(documents: [], skipped: [])
        for file in try files(below: path, skipped: &batch.skipped) {
            do {
                batch.documents.append(try await readFile(file, isInFolder: true))
            } catch {
                // Missing tools concern all files of a kind; the user should hear of it before the rest is learned.
                if error.code == .toolMissing { throw error }
                batch.skipped.append(error)
            }
        }
        guard !batch.documents.isEmpty else {
            if let first = batch.skipped.first {
                let name = first.file.split(separator: "/").last ?? ""
                throw Diagnosis(
                    .unsupportedKind, file: path,
                    problem: "no document in this folder (\(name): \(first.problem))",
                    remedy: first.remedy)
            }
            throw Diagnosis(
                .unsupportedKind, file: path, problem: "no document in this folder",
                remedy: "text, Markdown, HTML, PDF, notebooks and source code are read")
        }
        return batch
    }

    private func files(below folder: String, skipped: inout [Diagnosis]) throws(Diagnosis) -> [String] {
        var found: [String] = []
        var pending = [folder]
        while let folder = pending.popLast() {
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: folder)
            } catch {
                skipped.append(
                    Diagnosis(
                        .unreadable, file: folder, problem: "the folder cannot be listed",
                        remedy: "check who may read it"))
                continue
            }
            for name in names where !name.hasPrefix(".") {
                let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
                let attributes = try? FileManager.default.attributesOfItem(atPath: path)
                switch attributes?[.type] as? FileAttributeType {
                case FileAttributeType.typeDirectory: pending.append(path)
                case FileAttributeType.typeRegular: found.append(path)
                case FileAttributeType.typeSymbolicLink:
                    // Pipes and devices may have no end; nobody has named them.
                    let target = URL(filePath: path).resolvingSymlinksInPath().path
                    let kind = try? FileManager.default.attributesOfItem(atPath: target)[.type]
                    if kind as? FileAttributeType == .typeRegular { found.append(path) }
                default: break
                }
            }
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
