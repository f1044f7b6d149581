import Foundation

/// Names of files as parts of a shell's commands, for advice that can be followed as it stands.
package enum ShellName {
    /// A name as one word, and never an option; FILE for what came from standard input.
    package static func word(_ name: String) -> String {
        if name == "standard input" { return "FILE" }
        let name = name.hasPrefix("-") ? "./" + name : name
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || "0123456789/._-+=:,@%".unicodeScalars.contains(scalar))
        }
        return isPlain && !name.isEmpty ? name : "'" + name.replacing("'", with: "'\\''") + "'"
    }

    /// The word for a file beside another, with another ending: one that is not there yet, so that the command overwrites
    /// nothing.
    package static func output(for name: String, ending: String) -> String {
        let name = name == "standard input" ? "FILE" : name
        let folder = folder(of: name)
        let last = name.split(separator: "/").last ?? ""
        let stem = last.lastIndex(of: ".").flatMap { $0 > last.startIndex ? last[..<$0] : nil } ?? last
        let path = (folder == "." ? "" : folder == "/" ? "/" : folder + "/") + stem
        let wanted = path + ending == name ? path + "-text" + ending : path + ending
        return word(name == "FILE" ? wanted : unused(wanted))
    }

    /// A path, with the first number before its ending with which nothing is there.
    private static func unused(_ path: String) -> String {
        let last = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        let dot = path[last...].lastIndex(of: ".").flatMap { $0 > last ? $0 : nil } ?? path.endIndex
        var (candidate, number) = (path, 1)
        while FileManager.default.fileExists(atPath: candidate) {
            number += 1
            candidate = "\(path[..<dot])-\(number)\(path[dot...])"
        }
        return candidate
    }

    /// The folder that a file is in.
    static func folder(of name: String) -> String {
        guard let slash = name.lastIndex(of: "/") else { return "." }
        return slash == name.startIndex ? "/" : String(name[..<slash])
    }
}
