import Foundation

/// Names of adapters for people: `harbour-handbook`, `harbour-handbook-2`.
package enum AdapterName {
    /// The longest name in code points, which is what the database counts; it leaves room for a number.
    private static let limit = 48

    /// A name made from a title: letters and digits of any script in lower case, words joined by hyphens.
    package static func made(from title: String) -> String {
        var name = ""
        for word in title.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber) }) {
            let next = name.isEmpty ? String(word) : "\(name)-\(word)"
            guard next.unicodeScalars.count <= limit else { break }
            name = next
        }
        if !name.isEmpty { return name }
        // One endless word, or none at all.
        let start = cut(title.lowercased().filter { $0.isLetter || $0.isNumber })
        return start.isEmpty ? "adapter" : start
    }

    /// The beginning of a name that is short enough, in whole characters.
    static func cut(_ name: String) -> String {
        var length = 0
        return String(
            name.prefix {
                length += $0.unicodeScalars.count
                return length <= limit
            })
    }

    /// The name itself, or with the first number from 2 on that makes it one that is not taken.
    static func unused(_ name: String, isTaken: (String) throws -> Bool) rethrows -> String {
        var candidate = name
        var number = 1
        while try isTaken(candidate) {
            number += 1
            candidate = "\(name)-\(number)"
        }
        return candidate
    }
}
