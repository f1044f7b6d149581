extension Unicode.Scalar {
    var isASCIIDigit: Bool { value >= 0x30 && value <= 0x39 }

    var isLetter: Bool {
        if value < 0x80 { return (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A }
        return properties.isAlphabetic
    }

    var isUppercase: Bool {
        if value < 0x80 { return value >= 0x41 && value <= 0x5A }
        return properties.isUppercase
    }

    var isSpace: Bool {
        if value < 0x80 { return value == 0x20 || (value >= 0x09 && value <= 0x0D) }
        return properties.isWhitespace
    }

    /// A character that is a word by itself, as in Chinese.
    var isIdeograph: Bool { value >= 0x2E80 && properties.isIdeographic }

    var lowercasedASCII: Unicode.Scalar {
        value >= 0x41 && value <= 0x5A ? Unicode.Scalar(UInt8(value) | 0x20) : self
    }
}

extension [UInt8] {
    mutating func appendLowercase(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            append(UInt8(scalar.lowercasedASCII.value))
        } else {
            append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
    }
}
