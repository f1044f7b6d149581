package import Files
import Foundation
package import GRDB
import ModelFormats

extension Diagnosis {
    /// What a failure of the database at `path` means for its owner.
    init(_ error: any Error, database path: String) {
        switch error {
        case let error as Diagnosis: self = error
        case let error as DatabaseError: self.init(error, path: path)
        default:
            self.init(
                .cannotOpen, file: path, problem: "cannot be opened (\(String(describing: error)))",
                remedy: "check the folder and its permissions")
        }
    }

    /// What an error of SQLite means for the owner of the database at `path`.
    package init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_CANTOPEN where isFolder(parentFolder(of: path)) && !mayWrite(in: parentFolder(of: path)),
            .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(
                .readOnly, file: path, problem: "may not be written",
                remedy: "check its permissions, or choose another home folder", step: .chooseHome)
        // SQLite needs some tens of kilobytes beside its file, and calls a lack of them an I/O error.
        case .SQLITE_IOERR where freeBytes(at: parentFolder(of: path)).map { $0 < 1 << 17 } ?? false,
            .SQLITE_FULL:
            self.init(
                .diskFull, file: path, problem: "no space left to write it", remedy: "free some disk space")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .busy, file: path, problem: "another program holds it", remedy: "try again when it has ended")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .damaged, file: path, problem: "is damaged or no database of this program",
                remedy: "move it away; adapters are found again from their folders")
        case .SQLITE_CANTOPEN, .SQLITE_IOERR:
            self.init(
                .cannotOpen, file: path, problem: "cannot be opened or made",
                remedy: "check the folder, its permissions and the disk")
        default:
            self.init(
                .databaseFailed, file: path,
                problem: "the database says: \(error.message ?? "\(error.resultCode)")",
                remedy: "try again, and report this if it stays", step: .checkUp)
        }
    }
}
