/// Parses JSON (RFC 8259) strictly, with bounds on depth, straight from bytes.
///
/// It is written here because the safetensors format and PEFT's pattern matching need duplicate keys refused
/// and order kept, which the platform's parser cannot do.
package struct JSONParser {
    private let bytes: UnsafeRawBufferPointer
    private let path: String
    private let firstByte: Int
    private var position = 0
    private static let deepest = 64

    /// Parses the whole of `bytes`, which begin at byte `offset` of `path`.
    ///
    /// - Throws: ``Diagnosis`` with `.malformed`, `.duplicate` or `.limitExceeded`, naming the byte.
    package static func parse(
        _ bytes: UnsafeRawBufferPointer, path: String, offset: Int = 0
    ) throws(Diagnosis) -> JSONValue {
        var parser = JSONParser(bytes: bytes, path: path, firstByte: offset)
        parser.skipSpace()
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else {
            throw parser.malformed("something follows the JSON value")
        }
        return value
    }

    private init(bytes: UnsafeRawBufferPointer, path: String, firstByte: Int) {
        self.bytes = bytes
        self.path = path
        self.firstByte = firstByte
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(Diagnosis) -> JSONValue {
        guard depth < Self.deepest else {
            throw Diagnosis(
                .limitExceeded, file: path, place: place,
                problem: "JSON is nested more than \(Self.deepest) deep",
                remedy: "the file is damaged or hostile; fetch it again from a trusted source")
        }
        switch next {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw malformed("the JSON ends too early")
        default: return try number()
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(Diagnosis) -> JSONValue {
        let length = text.utf8CodeUnitCount
        let matches =
            bytes.count - position >= length
            && (0..<length).allSatisfy { bytes[position + $0] == text.utf8Start[$0] }
        guard matches else { throw malformed("unknown word") }
        position += length
        return value
    }

    private mutating func object(depth: Int) throws(Diagnosis) -> JSONObject {
        position += 1
        var members = JSONObject()
        skipSpace()
        if take(UInt8(ascii: "}")) { return members }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw malformed("a key is missing") }
            let keyPlace = place
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw malformed("a colon is missing") }
            skipSpace()
            let member = try value(depth: depth + 1)
            guard members.append(key, member) else {
                throw Diagnosis(
                    .duplicate, file: path, place: keyPlace, problem: "the key \(quoted(key)) is used twice",
                    remedy: "remove one of them or fetch the file again")
            }
            skipSpace()
            if take(UInt8(ascii: "}")) { return members }
            guard take(UInt8(ascii: ",")) else { throw malformed("a comma or closing brace is missing") }
        }
    }

    private mutating func array(depth: Int) throws(Diagnosis) -> [JSONValue] {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            skipSpace()
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return elements }
            guard take(UInt8(ascii: ",")) else { throw malformed("a comma or closing bracket is missing") }
        }
    }

    private mutating func string() throws(Diagnosis) -> String {
        position += 1
        let start = position
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            position += 1
        }
        if next == UInt8(ascii: "\"") {
            // The common case: nothing to unescape.
            defer { position += 1 }
            return try text(bytes[start..<position])
        }
        var unescaped = [UInt8](bytes[start..<position])
        while true {
            guard let byte = next else { throw malformed("a string has no end") }
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(unescaped)
            case UInt8(ascii: "\\"): try escape(into: &unescaped)
            case ..<0x20: throw malformed("a control character in a string")
            default: unescaped.append(byte)
            }
        }
    }

    private func text(_ utf8: some Collection<UInt8>) throws(Diagnosis) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw malformed("a string is not valid UTF-8")
        }
        return text
    }

    private mutating func escape(into unescaped: inout [UInt8]) throws(Diagnosis) {
        guard let byte = next else { throw malformed("a string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexQuad()
            if (0xD800..<0xDC00).contains(code) {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
                    throw malformed("half a surrogate pair")
                }
                let low = try hexQuad()
                guard (0xDC00..<0xE000).contains(low) else { throw malformed("half a surrogate pair") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw malformed("half a surrogate pair") }
            unescaped.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw malformed("unknown escape")
        }
    }

    private mutating func hexQuad() throws(Diagnosis) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw malformed("four hexadecimal digits are needed")
            }
            position += 1
            code = code << 4 | UInt32(digit)
        }
        return code
    }

    private mutating func number() throws(Diagnosis) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let leadingZero = next == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(leadingZero && whole > 1) else {
            throw malformed("a value is missing or not JSON")
        }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard digits() > 0 else { throw malformed("digits are missing after the point") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw malformed("digits are missing in the exponent") }
        }
        guard position - start <= 400 else { throw malformed("the number is too long") }
        let literal = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let value = Int(literal) { return .integer(value) }
        guard let value = Double(literal), value.isFinite else { throw malformed("the number is too large") }
        return .number(value)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        return position - start
    }

    private var place: String { "byte \(firstByte + position)" }

    private func malformed(_ problem: String) -> Diagnosis {
        Diagnosis(
            .malformed, file: path, place: place, problem: "\(problem)",
            remedy: "repair it or fetch the file again")
    }
}
