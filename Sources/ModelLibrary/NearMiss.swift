/// How far a misspelt name is from another.
package enum NearMiss {
    /// Whether a name is so close to another that a slip of the finger explains it; capitals make no difference.
    package static func isNear(_ name: String, _ known: String) -> Bool {
        distance(known.lowercased(), name.lowercased()) <= max(2, name.count / 3)
    }

    /// The least number of characters to insert, delete or replace (Levenshtein's distance).
    ///
    /// Names longer than 64 characters are not compared further; they are no slips of the finger.
    package static func distance(_ first: String, _ second: String) -> Int {
        let first = Array(first.prefix(64))
        let second = Array(second.prefix(64))
        var row = Array(0...second.count)
        for (index, character) in first.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in second.indices {
                let replaced = diagonal + (character == second[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[second.count]
    }
}
