import Foundation

extension Normalisation {
    /// Normalises one stretch of text between added tokens.
    func apply(to bytes: [UInt8], isStartOfText: Bool) -> [UInt8] {
        switch self {
        case .none: return bytes
        case .composed:
            // Nothing below U+0300 changes or combines; in UTF-8 that is every lead byte below 0xCC.
            if bytes.allSatisfy({ $0 < 0xcc }) { return bytes }
            return Self.composed(String(decoding: bytes, as: UTF8.self))
        case .spaces(let prefix):
            if bytes.isEmpty { return bytes }
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count + bytes.count / 2 + 3)
            let beginsWithSpace =
                bytes[0] == 0x20 || Metaspace.occurs(in: bytes, at: 0, before: bytes.count)
            let addsPrefix =
                switch prefix {
                case .never: false
                case .everyStretch: true
                case .everyStretchWithoutOne: !beginsWithSpace
                case .startWithoutOne: isStartOfText && !beginsWithSpace
                }
            if addsPrefix { result.append(contentsOf: Metaspace.bytes) }
            for byte in bytes {
                if byte == 0x20 { result.append(contentsOf: Metaspace.bytes) } else { result.append(byte) }
            }
            return result
        }
    }

    /// Composes a text canonically.
    ///
    /// Foundation on Linux takes a character beyond U+FFFF for the one with its lower 16 bits when a mark follows, so
    /// U+10041 and an acute accent would become `Á`. Nothing composes over that border, so the text is cut there.
    private static func composed(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        var stretch = String.UnicodeScalarView()
        var endsBeyond = false
        for scalar in text.unicodeScalars {
            if endsBeyond, scalar.value < 0x1_0000 {
                result.append(contentsOf: String(stretch).precomposedStringWithCanonicalMapping.utf8)
                stretch.removeAll(keepingCapacity: true)
            }
            stretch.append(scalar)
            endsBeyond = scalar.value > 0xffff && scalar.properties.canonicalCombiningClass == .notReordered
        }
        result.append(contentsOf: String(stretch).precomposedStringWithCanonicalMapping.utf8)
        return result
    }
}
