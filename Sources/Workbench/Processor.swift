import Foundation

/// What computes.
package enum Processor {
    /// Its name, as the system has it.
    package static var name: String {
        let fields = fields("/proc/cpuinfo")
        return fields["model name"] ?? fields["CPU part"].map { "ARM part \($0)" } ?? "not known by name"
    }

    /// The "name: value" lines of one of the kernel's files, the first of each name.
    package static func fields(_ path: String) -> [String: String] {
        guard let data = FileManager.default.contents(atPath: path) else { return [:] }
        var fields: [String: String] = [:]
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if parts.count == 2, fields[parts[0]] == nil { fields[parts[0]] = parts[1] }
        }
        return fields
    }
}
