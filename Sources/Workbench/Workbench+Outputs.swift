import Files
import Foundation

extension Workbench {
    /// Refuses to write over something.
    ///
    /// - Throws: `Diagnosis` for the first of the files that exists.
    func refuseExisting(_ files: [String]) throws {
        for file in files where FileManager.default.fileExists(atPath: file) {
            throw Diagnosis(
                file: file, problem: "exists already", remedy: "remove it or choose another name",
                category: .cannotCreate)
        }
    }
}
