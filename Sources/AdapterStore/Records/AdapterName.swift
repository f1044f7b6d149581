import Foundation

/// Names of adapters for people: `harbour-handbook`, `harbour-handbook-2`.
package enum AdapterName {
    /// The longest name, in characters.
    static let limit = 48

    /// A name made from a title: letters and digits of any script in lower case, words joined by hyphens.
    package static func made(from title: String) -> String {
        var name = ""
        for word in title.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber) }) {
            let next = name.isEmpty ? String(word) : "\(name)-\(word)"
            guard next.count <= limit else { break }
            name = next
        }
        if !name.isEmpty { return name }
        // One endless word, or none at all.
        let start = title.lowercased().filter { $0.isLetter || $0.isNumber }.prefix(limit)
        return start.isEmpty ? "adapter" : String(start)
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
