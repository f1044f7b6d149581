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

/// The names in the folder at `path`, in no order; none where it cannot be read.
package func entries(of path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let item = readdir(folder) {
        let name = withUnsafePointer(to: &item.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

/// Whether the user may see what is in the folder at `path`, or that there is none.
package func mayRead(_ path: String) -> Bool {
    access(path, R_OK | X_OK) == 0 || [ENOENT, ENOTDIR].contains(errno)
}

/// Whether the user may make files in the folder at `path`.
package func mayWrite(in path: String) -> Bool { access(path, W_OK | X_OK) == 0 }

private func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
}
