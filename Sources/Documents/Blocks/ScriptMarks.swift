/// Tells raised and lowered characters apart where the words would otherwise say something else.
///
/// 10 with a raised 6 is "10^6" and not 106; a raised note is "[1]"; H with a lowered 2 stays "H2O", as people
/// write it, and a lowered number next to another is "log_2 8".
enum ScriptMarks {
    /// What a raised text is written as.
    ///
    /// - Parameters:
    ///   - text: the raised characters.
    ///   - last: what stands right before; nil at the start and after a space.
    /// - Returns: The characters with what tells them apart.
    static func raised(_ text: String, after last: Unicode.Scalar?) -> String {
        guard let last, let first = text.unicodeScalars.first else { return text }
        let letters = text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic }
        // "1st", "2e", "Mlle" and trade marks are words.
        if letters, text.unicodeScalars.count > 1 || isDigit(last) && "aeo".unicodeScalars.contains(first) {
            return text
        }
        guard last.properties.isAlphabetic || isDigit(last) || ")]}".unicodeScalars.contains(last) else {
            return text
        }
        guard letters || isDigit(first) || "+-\u{2212}(".unicodeScalars.contains(first) else { return text }
        // A sum or product as an exponent: without brackets the rest of the line would seem to belong to it.
        let isCompound = text.unicodeScalars.dropFirst().contains {
            "+-\u{2212}*/ ".unicodeScalars.contains($0)
        }
        return isCompound && first != "(" ? "^(\(text))" : "^" + text
    }

    /// What a lowered text is written as.
    ///
    /// - Parameters:
    ///   - text: the lowered characters.
    ///   - last: what stands right before; nil at the start and after a space.
    ///   - next: what stands right after.
    /// - Returns: The characters with what tells them apart.
    static func lowered(_ text: String, after last: Unicode.Scalar?, before next: Unicode.Scalar?) -> String {
        guard let last, let first = text.unicodeScalars.first, isDigit(first) else { return text }
        if next.map(isDigit) == true { return "_\(text) " }
        return isDigit(last) ? "_" + text : text
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
