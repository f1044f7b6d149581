import Documents
import Files
import Foundation

/// JSON that a user names, in whichever form other programs write it: UTF-8 with or without a mark, UTF-16 with one,
/// one value or one on each line.
enum JSONInput {
    /// The most that is read, in bytes: the largest datasets of questions come to a third of it.
    private static let limit = 256 << 20

    /// The value in a file in UTF-8; those on lines of their own are one list.
    ///
    /// - Throws: `Diagnosis` for what cannot be read, with what it is where that is known, and for a line that is no
    ///   JSON with its number.
    static func read(_ path: String) throws -> Data {
        let file = path == "-" ? "standard input" : path
        let bytes = try InputText.bytes(path, limit: limit)
        try refuseOther(bytes, file: file)
        let text = try InputText.text(of: decoded(bytes), file: file)
        return try joined(Data(text.utf8), file: file)
    }

    /// The list in a file, or the one object in it as a list where it has the member of an entry: a file of lines may have a
    /// single one.
    ///
    /// - Throws: As ``read(_:)`` does.
    static func list(_ path: String, ofEntriesWith key: String) throws -> Data {
        let data = try read(path)
        guard data.first(where: { !isBlank($0) }) == UInt8(ascii: "{"),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any], object[key] != nil
        else { return data }
        return Data("[".utf8) + data + Data("]".utf8)
    }

    /// Formats in which datasets are often found, by their first bytes, with what makes JSON of them.
    private static func refuseOther(_ bytes: Data, file: String) throws {
        if bytes.starts(with: "PAR1".utf8) {
            let program =
                "import sys, pandas; pandas.read_parquet(sys.argv[1]).to_json(sys.argv[2], orient='records', lines=True)"
            throw Diagnosis(
                file: file, problem: "is a Parquet file, which is not read",
                remedy: "make JSON lines of it, after pip install pandas pyarrow: python3 -c \"\(program)\" "
                    + "\(ShellName.word(file)) \(ShellName.output(for: file, ending: ".jsonl"))")
        }
        if bytes.starts(with: [0x1F, 0x8B]) {
            throw Diagnosis(
                file: file, problem: "is compressed with gzip",
                remedy: "unpack it: gunzip -c \(ShellName.word(file)) > "
                    + ShellName.output(for: file, ending: file.hasSuffix(".gz") ? "" : ".unpacked.json"))
        }
    }

    /// The bytes in UTF-8 without a mark, where a mark says that they are something else.
    private static func decoded(_ bytes: Data) -> Data {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return bytes.dropFirst(3) }
        let isLittle = bytes.starts(with: [0xFF, 0xFE])
        guard isLittle || bytes.starts(with: [0xFE, 0xFF]), bytes.count.isMultiple(of: 2) else {
            return bytes
        }
        let units = bytes.withUnsafeBytes { bytes in
            stride(from: 2, to: bytes.count, by: 2).map { offset in
                let unit = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
                return isLittle ? UInt16(littleEndian: unit) : UInt16(bigEndian: unit)
            }
        }
        // What is no UTF-16 stays as it is, and is no UTF-8 either.
        return String(validating: units, as: UTF16.self).map { Data($0.utf8) } ?? bytes
    }

    /// A list of the values that stand on lines of their own; anything else as it is.
    ///
    /// - Throws: `Diagnosis` for a line that is no JSON among others that are.
    static func joined(_ text: Data, file: String) throws -> Data {
        // A value over many lines is told by its first one, before the others are looked at.
        guard let first = text.firstIndex(where: { !isBlank($0) }),
            let end = text[first...].firstIndex(of: 0x0A), isObject(text[first..<end]),
            !text[end...].allSatisfy(isBlank)
        else { return text }
        var list = Data("[".utf8)
        list.reserveCapacity(text.count + 2)
        try text.withUnsafeBytes { bytes in
            var (number, start) = (0, 0)
            // One line after the other: a list of all takes many times the memory of a text of short ones.
            while start < bytes.count {
                let line = bytes[start..<(bytes[start...].firstIndex(of: 0x0A) ?? bytes.count)]
                start = line.endIndex + 1
                number += 1
                guard !line.allSatisfy(isBlank) else { continue }
                guard isObject(Data(line)) else {
                    throw Diagnosis(
                        file: file, place: "line \(number)", problem: "is no JSON object",
                        remedy: "correct the line; there is one object on each")
                }
                if list.count > 1 { list.append(0x2C) }
                list.append(contentsOf: line)
            }
        }
        list.append(0x5D)
        return list
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isObject(_ line: Data) -> Bool {
        (try? JSONSerialization.jsonObject(with: line)) is [String: Any]
    }
}
