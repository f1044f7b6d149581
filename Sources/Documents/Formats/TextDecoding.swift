import Files

/// Turns a file's bytes into text, or says which byte is not text.
enum TextDecoding {
    /// Decodes a page in the encoding that it states, and all else as UTF-8 or UTF-16.
    ///
    /// A page that is valid UTF-8 is taken as that, whatever it states: it was converted and its statement was not.
    /// Only encodings that write other scripts in ASCII look valid and are not.
    static func text(of bytes: [UInt8], format: DocumentFormat, file: String) throws(Diagnosis) -> String {
        do {
            if format == .html, let name = DeclaredEncoding.name(in: bytes), name.hasPrefix("iso-2022"),
                let text = DeclaredEncoding.text(of: bytes, in: name)
            {
                return text
            }
            return try text(of: bytes, file: file)
        } catch  where error.code == .invalidText && format == .html {
            guard let name = DeclaredEncoding.name(in: bytes),
                let text = DeclaredEncoding.text(of: bytes, in: name)
            else { throw error }
            return String(decoding: withPlainLineEnds(Array(text.utf8)[...]), as: UTF8.self)
        }
    }

    /// Decodes UTF-8, with or without a byte order mark, or UTF-16 with one; lines end in `\n` afterwards.
    ///
    /// - Parameters:
    ///   - bytes: the file's contents.
    ///   - file: the name for the error.
    /// - Returns: The text.
    /// - Throws: `Diagnosis` with `.binary` for a zero byte, `.invalidText` for a wrong byte.
    static func text(of bytes: [UInt8], file: String) throws(Diagnosis) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return try utf16(bytes, file: file)
        }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        if let zero = bytes.firstIndex(of: 0) {
            if let name = unmarkedUTF16(bytes) {
                throw Diagnosis(
                    .binary, file: file, place: "byte \(zero)", problem: "looks like UTF-16 without its mark",
                    remedy: "convert it: \(TextConversion.command(for: file, from: name))")
            }
            throw Diagnosis(
                .binary, file: file, place: "byte \(zero)", problem: "a zero byte, so this is not text",
                remedy: "give a text, Markdown, HTML or PDF file, a notebook or source code")
        }
        guard
            let text = String(validating: withPlainLineEnds(bytes.dropFirst(hasMark ? 3 : 0)), as: UTF8.self)
        else {
            let offset = firstInvalidByte(in: bytes)
            let line = bytes[..<offset].reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
            throw Diagnosis(
                .invalidText, file: file, place: "byte \(offset), line \(line)", problem: "not valid UTF-8",
                remedy: TextConversion.remedy(for: file, bytes))
        }
        return text
    }

    /// The byte order of text most of whose characters are Latin, by where its zero bytes are; nil for other bytes.
    private static func unmarkedUTF16(_ bytes: [UInt8]) -> String? {
        let start = bytes.prefix(1000)
        guard start.count >= 8, bytes.count % 2 == 0 else { return nil }
        let zeros = start.indices.filter { start[$0] == 0 }
        let odd = zeros.filter { $0 % 2 == 1 }.count
        guard zeros.count > start.count / 3 else { return nil }
        return odd == zeros.count ? "UTF-16LE" : odd == 0 ? "UTF-16BE" : nil
    }

    private static func utf16(_ bytes: [UInt8], file: String) throws(Diagnosis) -> String {
        let low = bytes[0] == 0xFF ? 0 : 1
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = 2
        while index + 1 < bytes.count {
            units.append(UInt16(bytes[index + low]) | UInt16(bytes[index + 1 - low]) << 8)
            index += 2
        }
        guard bytes.count % 2 == 0, !units.contains(0),
            let text = String(validating: units, as: UTF16.self)
        else {
            throw Diagnosis(
                .invalidText, file: file, problem: "marked as UTF-16 and not valid UTF-16",
                remedy: TextConversion.remedy(for: file, bytes))
        }
        return String(decoding: withPlainLineEnds(Array(text.utf8)[...]), as: UTF8.self)
    }

    /// CR LF and CR become LF.
    private static func withPlainLineEnds(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.contains(0x0D) else { return Array(bytes) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var followsReturn = false
        for byte in bytes {
            if byte == 0x0D {
                result.append(0x0A)
            } else if byte != 0x0A || !followsReturn {
                result.append(byte)
            }
            followsReturn = byte == 0x0D
        }
        return result
    }

    /// The offset of the first byte that cannot be part of UTF-8 where it stands (RFC 3629, section 4).
    static func firstInvalidByte(in bytes: [UInt8]) -> Int {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            let length =
                switch lead {
                case 0x00...0x7F: 1
                case 0xC2...0xDF: 2
                case 0xE0...0xEF: 3
                case 0xF0...0xF4: 4
                default: 0
                }
            guard length > 0, index + length <= bytes.count else { return index }
            for offset in 1..<max(length, 1) {
                var allowed: ClosedRange<UInt8> = 0x80...0xBF
                if offset == 1 {
                    switch lead {
                    case 0xE0: allowed = 0xA0...0xBF
                    case 0xED: allowed = 0x80...0x9F
                    case 0xF0: allowed = 0x90...0xBF
                    case 0xF4: allowed = 0x80...0x8F
                    default: break
                    }
                }
                if !allowed.contains(bytes[index + offset]) { return index }
            }
            index += length
        }
        return index
    }
}
