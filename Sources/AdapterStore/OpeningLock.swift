#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lets one process at a time make and bring up to date what a home folder holds.
///
/// SQLite's own locks do not cover the switch to the write-ahead log and the check which steps are missing. The
/// system lets go of the lock when its holder ends, however that happens.
enum OpeningLock {
    /// Runs `body` while holding the lock file at `path`; without locks where the file system has none.
    static func holding<Result>(_ path: String, _ body: () throws -> Result) rethrows -> Result {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        defer { if descriptor >= 0 { close(descriptor) } }
        if descriptor >= 0 {
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        }
        return try body()
    }
}
