import Foundation

/// Folds the many Unicode spellings of one text into one, keeping its case.
///
/// Compatibility forms are taken apart (`ﬁ` to `fi`, `²` to `2`, full-width letters to plain ones), diacritics are
/// dropped, letters that do not decompose are spelt out (`ß` to `ss`, `ø` to `o`), and quotes and dashes become
/// the typewriter ones. Text of ASCII alone passes through.
package enum TextFolding {
    /// The scalars of a text, folded.
    ///
    /// Cost: linear in its length.
    package static func scalars(_ text: String) -> [Unicode.Scalar] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.unicodeScalars) }
        var folded: [Unicode.Scalar] = []
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.isASCII {
                folded.append(scalar)
            } else if let plain = replacements[scalar] {
                folded.append(contentsOf: plain.unicodeScalars)
            } else {
                switch scalar.properties.generalCategory {
                case .nonspacingMark, .enclosingMark, .format: continue
                case .dashPunctuation: folded.append("-")
                case .spaceSeparator, .lineSeparator, .paragraphSeparator: folded.append(" ")
                default: folded.append(scalar)
                }
            }
        }
        return folded
    }

    private static let replacements: [Unicode.Scalar: String] = [
        "\u{2018}": "'", "\u{2019}": "'", "\u{201A}": "'", "\u{02BC}": "'", "\u{02B9}": "'", "\u{2032}": "'",
        "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"", "\u{00AB}": "\"", "\u{00BB}": "\"",
        "\u{2212}": "-", "\u{2044}": "/", "\u{2215}": "/",
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l",
        "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ħ": "h", "Ħ": "H", "ı": "i",
    ]
}
