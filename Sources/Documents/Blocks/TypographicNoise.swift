/// Takes out of a text what is there for the eye or the typesetter and is no part of any word.
enum TypographicNoise {
    /// The text as it would be typed: no soft hyphens, no invisible characters, plain spaces, no ligatures.
    ///
    /// Joiners of scripts that need them (Persian, Indic scripts, pictures made of several) stay.
    static func removed(from text: String) -> String {
        guard text.unicodeScalars.contains(where: isNoise) else { return text }
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if !isNoise(scalar) {
                clean.append(scalar)
            } else if let typed = typed(scalar) {
                clean.append(contentsOf: typed.unicodeScalars)
            } else if isJoiner(scalar), let last = clean.last, !last.isASCII {
                clean.append(scalar)
            }
        }
        return String(clean)
    }

    /// The text on one line or several, with single spaces: those at the ends of lines are gone too.
    static func withSingleSpaces(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var pending = false
        for scalar in text.unicodeScalars {
            if scalar == " " || scalar == "\t" {
                pending = true
                continue
            }
            if pending, scalar != "\n", let last = result.last, last != "\n" { result.append(" ") }
            pending = false
            result.append(scalar)
        }
        return String(result).trimmingWhitespace()
    }

    private static func isNoise(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x08, 0x0B...0x1F, 0x7F...0xA0, 0xAD, 0x180E, 0x2000...0x200F, 0x2028...0x202F,
            0x205F...0x2064, 0x2066...0x206F, 0x3000, 0xFB00...0xFB06, 0xFEFF:
            true
        default: false
        }
    }

    /// Scripts and pictures are spelt with these; among Latin letters they are noise.
    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x200C || scalar.value == 0x200D
    }

    /// What would be typed instead; nil for what nothing stands for.
    private static func typed(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
        case 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: "\n"
        case 0xFB00: "ff"
        case 0xFB01: "fi"
        case 0xFB02: "fl"
        case 0xFB03: "ffi"
        case 0xFB04: "ffl"
        case 0xFB05, 0xFB06: "st"
        default: nil
        }
    }
}
