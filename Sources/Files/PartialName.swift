#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A name beside a file or folder in the making, `.NAME.partial`, that nobody else writes under while this is held.
///
/// Who writes holds a lock of it, which the system lets go of when its holder ends, however that happens. What a
/// killed process left can therefore be told from what a living one writes, and is removed by the next that makes the
/// same; two that make the same at once have names with numbers.
struct PartialName: ~Copyable {
    /// The path under this name.
    let path: String
    /// The open file or folder.
    let descriptor: Int32

    /// Names that are tried, more than anybody writes one thing at a time.
    private static let names = 100

    /// A new file beside `target`, open for writing.
    ///
    /// - Throws: ``Diagnosis`` about `target` when none can be made.
    static func file(for target: String, in files: FileSystem) throws(Diagnosis) -> PartialName {
        try claim(target, make: { files.create($0) }, discard: { files.remove($0) })
    }

    /// A new folder beside `target`.
    ///
    /// - Throws: ``Diagnosis`` about `target` when none can be made.
    static func folder(for target: String, in files: FileSystem) throws(Diagnosis) -> PartialName {
        try claim(
            target,
            make: { path in
                let made = files.makeFolder(path)
                return made < 0 ? made : open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            },
            discard: { files.removeFolder($0) })
    }

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func claim(
        _ target: String, make: (String) -> Int32, discard: (String) -> Void
    ) throws(Diagnosis) -> PartialName {
        var number = 1
        while number <= names {
            let path = name(beside: target, number)
            let descriptor = make(path)
            if descriptor >= 0 {
                // Another may have taken it for a leftover, and removed it, before it was locked.
                if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
                    close(descriptor)
                    number += 1
                } else if FileLock.isFile(descriptor, at: path) {
                    var next = number + 1
                    while removeLeftover(name(beside: target, next), discard) { next += 1 }
                    return PartialName(path: path, descriptor: descriptor)
                } else {
                    close(descriptor)
                }
            } else if descriptor != -EEXIST {
                throw Diagnosis.writing(target, errno: -descriptor)
            } else if !removeLeftover(path, discard) {
                number += 1
            }
        }
        throw Diagnosis(
            .busy, file: target, problem: "is being written by \(names) others",
            remedy: "try again when they have ended, or remove its files that end in .partial")
    }

    /// Removes what is at a path when no living process holds it, and returns whether there was such a thing.
    static func removeLeftover(_ path: String, _ discard: (String) -> Void) -> Bool {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, FileLock.isFile(descriptor, at: path) else {
            return false
        }
        discard(path)
        return access(path, F_OK) != 0
    }

    /// The name in the same folder; shortened, so that it stays below the file system's limit.
    private static func name(beside target: String, _ number: Int) -> String {
        var trimmed = target[...]
        while trimmed.count > 1, trimmed.last == "/" { trimmed = trimmed.dropLast() }
        let name = trimmed.split(separator: "/").last.map(String.init) ?? "file"
        let ending = number == 1 ? "partial" : "\(number).partial"
        return "\(parentFolder(of: String(trimmed)))/.\(name.prefix(40)).\(ending)"
    }
}

extension FileSystem {
    /// Removes what killed processes left in `folder` while they made or removed something there: hidden files and folders
    /// that end in `.partial` and that no living process holds.
    ///
    /// - Returns: Their names, in order.
    package func removeLeftovers(in folder: String) -> [String] {
        entries(of: folder).filter { $0.hasPrefix(".") && $0.hasSuffix(".partial") }.sorted().filter { name in
            PartialName.removeLeftover("\(folder)/\(name)") { isFolder($0) ? removeFolder($0) : remove($0) }
        }
    }
}
