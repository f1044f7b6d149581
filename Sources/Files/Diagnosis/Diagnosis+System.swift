#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Diagnosis {
    /// What a failed system call on a file to be read means for its owner.
    package static func reading(_ path: String, errno code: Int32) -> Diagnosis {
        switch code {
        case ENOENT, ENOTDIR:
            Diagnosis(.notFound, file: path, problem: "no such file", remedy: "check the path")
        case EACCES, EPERM:
            Diagnosis(
                .unreadable, file: path, problem: "reading is not permitted", remedy: "check its permissions")
        default:
            Diagnosis(
                .unreadable, file: path, problem: "cannot be read (\(systemText(code)))",
                remedy: "check the disk")
        }
    }

    /// What a failed system call on a file to be written means for its owner.
    package static func writing(_ path: String, errno code: Int32) -> Diagnosis {
        switch code {
        case ENOSPC, EDQUOT:
            Diagnosis(
                .diskFull, file: path, problem: "no space left to write it", remedy: "free some disk space")
        case EROFS:
            Diagnosis(
                .readOnly, file: path, problem: "the file system is read-only",
                remedy: "choose another folder")
        case EACCES, EPERM:
            Diagnosis(
                .notPermitted, file: path, problem: "writing is not permitted",
                remedy: "check the folder's permissions or choose another")
        case ELOOP, ENAMETOOLONG:
            Diagnosis(
                .noFolder, file: path, problem: "cannot be made (\(systemText(code)))",
                remedy: "choose another name"
            )
        case ENOTDIR:
            Diagnosis(
                .noFolder, file: path, problem: "a part of its path is no folder",
                remedy: "choose another folder"
            )
        case ENOENT:
            Diagnosis(
                .noFolder, file: path, problem: "its folder does not exist", remedy: "create the folder first"
            )
        case EEXIST, ENOTEMPTY:
            Diagnosis(
                .alreadyExists, file: path, problem: "exists already",
                remedy: "remove it or choose another name")
        case EISDIR:
            Diagnosis(.notAFile, file: path, problem: "is a folder", remedy: "choose another name")
        default:
            Diagnosis(
                .writeFailed, file: path, problem: "cannot be written (\(systemText(code)))",
                remedy: "check the disk")
        }
    }

    /// The system's words for an `errno`.
    package static func systemText(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }

    /// The same, said of the folder in which the program keeps its things: another may be chosen.
    package var atHome: Diagnosis {
        guard [.cannotCreate, .inputOutput].contains(code.category) else { return self }
        var error = self
        error.remedy =
            code == .diskFull ? "\(remedy), or choose another home folder" : "choose another home folder"
        error.step = .chooseHome
        return error
    }
}
