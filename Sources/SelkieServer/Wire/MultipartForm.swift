import NIOCore

/// A form with files, as browsers and OpenAI's clients send it.
///
/// Source: RFC 7578.
struct MultipartForm {
    /// One field of the form.
    struct Part {
        let name: String
        /// The name of a file; none for a plain field.
        let fileName: String?
        let bytes: [UInt8]
    }

    let parts: [Part]

    private static let mostParts = 32
    private static let mostHead = 8 << 10

    /// Reads a form's bytes.
    ///
    /// - Throws: `ServerError` for what is no form.
    init(_ body: [UInt8], contentType: String) throws {
        guard let boundary = Self.parameter("boundary", of: contentType), !boundary.isEmpty,
            boundary.utf8.count <= 70
        else { throw Self.wrong("has no boundary") }
        let mark = Array("--\(boundary)".utf8)
        let lineEnd = Array("\r\n".utf8)
        guard body.starts(with: mark) else { throw Self.wrong("does not begin with its boundary") }
        var parts: [Part] = []
        var place = mark.count
        while true {
            if body[place...].starts(with: Array("--".utf8)) { break }
            guard body[place...].starts(with: lineEnd), parts.count < Self.mostParts,
                let headEnd = Self.find(
                    Array("\r\n\r\n".utf8), in: body, from: place, to: place + Self.mostHead),
                let end = Self.find(lineEnd + mark, in: body, from: headEnd + 4, to: body.count)
            else { throw Self.wrong("breaks off") }
            let head = String(decoding: body[place..<headEnd], as: UTF8.self)
            let disposition = head.split(separator: "\r\n").first {
                $0.lowercased().hasPrefix("content-disposition:")
            }
            guard let disposition, let name = Self.parameter("name", of: String(disposition)) else {
                throw Self.wrong("has a part without a name")
            }
            parts.append(
                Part(
                    name: name, fileName: Self.parameter("filename", of: String(disposition)),
                    bytes: Array(body[headEnd + 4..<end])))
            place = end + lineEnd.count + mark.count
        }
        self.parts = parts
    }

    /// The part of a name.
    subscript(name: String) -> Part? { parts.first { $0.name == name } }

    private static func wrong(_ problem: String) -> ServerError {
        .badRequest(nil, "the form \(problem)", code: "invalid_form")
    }

    /// A parameter of a header, such as `name="file"`; a quoted one may hold anything but quotes.
    private static func parameter(_ name: String, of header: String) -> String? {
        var rest = Substring(header)
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let key = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            let value: Substring
            if rest.first == "\"" {
                rest = rest.dropFirst()
                value = rest.prefix { $0 != "\"" }
                rest = rest.dropFirst(value.count + 1)
            } else {
                value = rest.prefix { $0 != ";" && $0 != " " }
                rest = rest.dropFirst(value.count)
            }
            if key == name { return String(value) }
        }
        return nil
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int, to end: Int) -> Int? {
        let last = min(end, bytes.count) - wanted.count
        guard start <= last else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            (start...last).first { place in
                bytes[place] == wanted[0] && bytes[place..<place + wanted.count].elementsEqual(wanted)
            }
        }
    }
}
