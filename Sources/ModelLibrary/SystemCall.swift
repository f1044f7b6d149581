#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The system's refusals in words.
enum SystemCall {
    /// The error for a file that cannot be made or written.
    static func failure(_ path: String, number: Int32 = errno) -> ModelLibraryError {
        let reason = String(cString: strerror(number)).lowercased()
        switch number {
        case EROFS, EACCES, EPERM:
            return ModelLibraryError(
                .cannotCreate, path, problem: "cannot be written: \(reason)",
                remedy: "choose a folder of your own with --home or SELKIE_HOME")
        case ENOTDIR, EEXIST, ENOENT, ELOOP, ENAMETOOLONG:
            return ModelLibraryError(
                .cannotCreate, path, problem: "cannot be made: \(reason)",
                remedy: "choose another folder with --home or SELKIE_HOME")
        case ENOSPC, EDQUOT:
            return ModelLibraryError(
                .inputOutput, path, problem: "cannot be written: \(reason)",
                remedy: "free some space, or choose another folder with --home")
        default:
            return ModelLibraryError(
                .inputOutput, path, problem: "cannot be written: \(reason)",
                remedy: "check the disk and try again")
        }
    }
}
