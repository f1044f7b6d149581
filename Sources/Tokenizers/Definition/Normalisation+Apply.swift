import Foundation

extension Normalisation {
    /// Normalises one stretch of text between added tokens.
    func apply(to bytes: [UInt8], isStartOfText: Bool) -> [UInt8] {
        switch self {
        case .none: return bytes
        case .composed:
            // Nothing below U+0300 changes or combines; in UTF-8 that is every lead byte below 0xCC.
            if bytes.allSatisfy({ $0 < 0xcc }) { return bytes }
            return Array(String(decoding: bytes, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)
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
}
