#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whether a regular file (or a link to one) is at `path`.
package func isFile(_ path: String) -> Bool { mode(path) == S_IFREG }

/// Whether a regular file (or a link to one) that holds something by the system's own word is at `path`: what the kernel
/// shows as files of no length (`/proc/kmsg`) may keep a reader waiting for ever.
package func hasContents(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
}

/// Whether a folder (or a link to one) is at `path`.
package func isFolder(_ path: String) -> Bool { mode(path) == S_IFDIR }

private func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
}
