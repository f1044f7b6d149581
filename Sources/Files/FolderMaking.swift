#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes a folder among those in which the program keeps its things, and those above it, unless it is there.
///
/// - Throws: ``Diagnosis`` with why the system refuses it, and the advice to choose another home folder.
package func makeHomeFolders(_ path: String) throws(Diagnosis) {
    do throws(Diagnosis) {
        try makeFolders(path)
    } catch {
        throw error.atHome
    }
}

/// Makes the folder at `path`, and those above it, unless it is there.
///
/// - Throws: ``Diagnosis`` with why the system refuses it: `.readOnly`, `.notPermitted`, `.noFolder`, `.diskFull` among
///   others.
package func makeFolders(_ path: String) throws(Diagnosis) {
    guard !isFolder(path) else { return }
    let parent = parentFolder(of: path)
    if parent != path, parent != "." { try makeFolders(parent) }
    guard mkdir(path, 0o755) != 0 else { return }
    let code = errno
    // Another process may have been faster.
    guard !isFolder(path) else { return }
    throw Diagnosis.writing(path, errno: code)
}
