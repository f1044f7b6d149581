import Foundation
import LanguageModel
import Testing

/// What is free by the files that a kernel shows, in a machine, in a container and in groups within groups.
@Suite struct FreeMemoryTests {
    private func free(_ files: [String: String]) throws -> Int? {
        let root = FileManager.default.temporaryDirectory.appending(path: "selkie-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (name, text) in files {
            let file = root.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        return FreeMemory.bytes(root: root.path(percentEncoded: false))
    }

    private let machine = [
        "proc/meminfo": "MemTotal:       9000 kB\nMemFree: 1 kB\nMemAvailable:   5000 kB\n"
    ]

    @Test func aMachineWithoutGroups() throws {
        #expect(try free(machine) == 5000 << 10)
        #expect(try free([:]) == nil)
        #expect(FreeMemory.bytes > 1 << 20)
    }

    /// A limit counts what is used, less pages of files; one that is not set or not lower changes nothing.
    @Test(arguments: [("1000000", 700_000), ("max", 5000 << 10), ("99999999999", 5000 << 10), ("100", 0)])
    func aGroup(limit: String, expected: Int) throws {
        let group = [
            "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": limit + "\n",
            "sys/fs/cgroup/memory.current": "400000\n",
            "sys/fs/cgroup/memory.stat": "anon 300000\ninactive_file 100000\n",
        ]
        #expect(try free(machine.merging(group) { $1 }) == expected)
    }

    /// The tightest of all groups that hold the process counts.
    @Test func groupsWithinGroups() throws {
        let groups = [
            "proc/self/cgroup": "0::/outer/inner\n", "sys/fs/cgroup/outer/memory.max": "2000000",
            "sys/fs/cgroup/outer/memory.current": "500000", "sys/fs/cgroup/outer/inner/memory.max": "max",
            "sys/fs/cgroup/outer/inner/memory.current": "1",
        ]
        #expect(try free(machine.merging(groups) { $1 }) == 1_500_000)
    }

    @Test func groupsOfTheFirstVersion() throws {
        let group = [
            "proc/self/cgroup": "5:cpu,cpuacct:/a\n4:memory:/docker/x\n",
            "sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes": "3000000",
            "sys/fs/cgroup/memory/docker/x/memory.usage_in_bytes": "1000000",
            "sys/fs/cgroup/memory/docker/x/memory.stat": "total_inactive_file 250000\n",
        ]
        #expect(try free(machine.merging(group) { $1 }) == 2_250_000)
    }
}
