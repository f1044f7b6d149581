import Foundation

/// Main memory that is free for this process: that of the machine, and of every control group that it is in.
package enum FreeMemory {
    /// Bytes that are free now; all of the machine's memory where the system does not say.
    package static var bytes: Int { bytes(root: "") ?? Int(ProcessInfo.processInfo.physicalMemory) }

    /// Bytes that are free by the files of a system under `root`; `nil` when it has none.
    ///
    /// Source: proc_meminfo(5); the kernel's Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst.
    package static func bytes(root: String) -> Int? {
        let machine = field("MemAvailable:", of: root + "/proc/meminfo").map { $0 << 10 }
        let limits = groups(root).compactMap(free)
        return ([machine].compactMap { $0 } + limits).min()
    }

    /// Files that say what a group may use and uses.
    private struct Group {
        let folder: String
        let limit: String
        let usage: String
        let reclaimable: String
    }

    /// The groups that this process is in, each with those that hold it.
    private static func groups(_ root: String) -> [Group] {
        text(root + "/proc/self/cgroup").split(separator: "\n").flatMap { line -> [Group] in
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return [] }
            let isNew = parts[1].isEmpty
            guard isNew || parts[1].split(separator: ",").contains("memory") else { return [] }
            let base = root + "/sys/fs/cgroup" + (isNew ? "" : "/memory")
            var names = parts[2].split(separator: "/")
            var folders = [base]
            while !names.isEmpty {
                folders.append(base + "/" + names.joined(separator: "/"))
                names.removeLast()
            }
            return folders.map { folder in
                isNew
                    ? Group(
                        folder: folder, limit: "memory.max", usage: "memory.current",
                        reclaimable: "inactive_file")
                    : Group(
                        folder: folder, limit: "memory.limit_in_bytes", usage: "memory.usage_in_bytes",
                        reclaimable: "total_inactive_file")
            }
        }
    }

    /// What a group leaves; `nil` when it limits nothing.
    ///
    /// Pages of files count as used, though they make way.
    private static func free(_ group: Group) -> Int? {
        func number(_ file: String) -> Int? {
            Int(text("\(group.folder)/\(file)").trimmingCharacters(in: .whitespacesAndNewlines))
        }
        guard let limit = number(group.limit), let usage = number(group.usage) else { return nil }
        let pages = field(group.reclaimable, of: group.folder + "/memory.stat") ?? 0
        return max(0, limit - max(0, usage - pages))
    }

    /// The number behind a name at the start of a line.
    private static func field(_ name: String, of path: String) -> Int? {
        for line in text(path).split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count > 1, words[0] == name { return Int(words[1]) }
        }
        return nil
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}
