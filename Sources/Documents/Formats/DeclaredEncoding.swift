import Foundation

/// The encoding that a page states at its beginning, and text in it.
enum DeclaredEncoding {
    /// The name of the encoding in an XML declaration or a `meta` element; none where none is stated.
    ///
    /// Only the first 1,024 bytes are looked at (HTML Living Standard, section 13.2.3.2).
    static func name(in bytes: [UInt8]) -> String? {
        let start = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
        for mark in ["encoding=", "charset="] {
            guard let found = start.firstRange(of: mark)?.upperBound else { continue }
            let name = start[found...].drop { "\"' ".contains($0) }
                .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
            if !name.isEmpty, name.count <= 40 { return String(name) }
        }
        return nil
    }

    /// Text in an encoding of that name; none for a name that the system doesn't know and for other bytes.
    static func text(of bytes: [UInt8], in name: String) -> String? {
        // Pages that say Latin-1 or ASCII are in the wider set (WHATWG Encoding Standard, section 4.2).
        let isLatin = ["iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"].contains(name)
        guard let converter = Converter(from: isLatin ? "WINDOWS-1252" : name) else { return nil }
        // The statement was read as ASCII; an encoding in which it would not be that is not the page's.
        guard converter.text(of: Array("charset=".utf8), unknown: nil) == "charset=" else { return nil }
        return converter.text(of: bytes, unknown: isLatin ? "\u{FFFD}" : nil)
    }

    /// The system's converter of one encoding.
    private final class Converter {
        private let descriptor: iconv_t

        init?(from name: String) {
            guard let descriptor = iconv_open("UTF-8", name), Int(bitPattern: descriptor) != -1 else {
                return nil
            }
            self.descriptor = descriptor
        }

        deinit { iconv_close(descriptor) }

        /// All bytes as text, with `unknown` for those that mean nothing; nil where there are such and it is nil.
        func text(of bytes: [UInt8], unknown: String?) -> String? {
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count + bytes.count / 2)
            var input = bytes.map { CChar(bitPattern: $0) }
            var output = [CChar](repeating: 0, count: 1 << 16)
            var start = 0
            while start < input.count {
                let (status, reason, left, room) = input.withUnsafeMutableBufferPointer { input in
                    output.withUnsafeMutableBufferPointer { output in
                        var source = input.baseAddress.map { $0 + start }
                        var target = output.baseAddress
                        var left = input.count - start
                        var room = output.count
                        let status = iconv(descriptor, &source, &left, &target, &room)
                        return (status, errno, left, room)
                    }
                }
                result += output[..<(output.count - room)].map { UInt8(bitPattern: $0) }
                start = input.count - left
                if status == -1, reason != E2BIG {
                    guard let unknown, start < input.count else { return nil }
                    result += Array(unknown.utf8)
                    start += 1
                }
            }
            return String(validating: result, as: UTF8.self)
        }
    }
}
