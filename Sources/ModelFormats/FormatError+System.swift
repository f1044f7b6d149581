#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension FormatError {
    /// What a failed system call on a file to be read means for its owner.
    package static func reading(_ path: String, errno code: Int32) -> FormatError {
        switch code {
        case ENOENT, ENOTDIR:
            FormatError(.notFound, file: path, problem: "no such file", remedy: "check the path")
        case EACCES, EPERM:
            FormatError(
                .unreadable, file: path, problem: "reading is not permitted", remedy: "check its permissions")
        default:
            FormatError(
                .unreadable, file: path, problem: "cannot be read (\(systemText(code)))",
                remedy: "check the disk")
        }
    }

    /// What a failed system call on a file to be written means for its owner.
    package static func writing(_ path: String, errno code: Int32) -> FormatError {
        switch code {
        case ENOSPC, EDQUOT:
            FormatError(
                .diskFull, file: path, problem: "no space left to write it", remedy: "free some disk space")
        case EROFS:
            FormatError(
                .readOnly, file: path, problem: "the file system is read-only",
                remedy: "choose another folder")
        case EACCES, EPERM:
            FormatError(
                .notPermitted, file: path, problem: "writing is not permitted",
                remedy: "check the folder's permissions or choose another")
        case ENOENT, ENOTDIR:
            FormatError(
                .noFolder, file: path, problem: "its folder does not exist", remedy: "create the folder first"
            )
        case EEXIST, ENOTEMPTY:
            FormatError(
                .alreadyExists, file: path, problem: "exists already",
                remedy: "remove it or choose another name")
        case EISDIR:
            FormatError(.notAFile, file: path, problem: "is a folder", remedy: "choose another name")
        default:
            FormatError(
                .writeFailed, file: path, problem: "cannot be written (\(systemText(code)))",
                remedy: "check the disk")
        }
    }

    private static func systemText(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
