/// What makes UTF-8 of text in another encoding: commands that work as they stand, in a shell.
package enum TextConversion {
    /// What to do with a file that is no UTF-8, by its bytes: those that begin with the mark of UTF-16 are that, and others
    /// probably a byte for each character of Latin script.
    package static func remedy(for file: String, _ bytes: some RandomAccessCollection<UInt8>) -> String {
        guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) else {
            return "if it is in Latin script, convert it: \(command(for: file, from: "WINDOWS-1252"))"
        }
        let length = wholeLength(Array(bytes.suffix(4)), of: bytes.count, isLittle: bytes.first == 0xFF)
        return
            "convert it: \(command(for: file, from: "UTF-16", length: length == bytes.count ? nil : length))"
    }

    /// The command for a file in an encoding that iconv calls `name`; what is none of its characters is left out.
    ///
    /// Only the first `length` bytes are converted where that is given: iconv calls it a failure when a file breaks off.
    static func command(for file: String, from name: String, length: Int? = nil) -> String {
        let last = file.split(separator: "/").last ?? ""
        let ending = last.lastIndex(of: ".").map { String(last[$0...]) } ?? ".txt"
        let input = ShellName.word(file)
        let output = ShellName.output(for: file, ending: ".utf-8" + ending)
        return length.map { "head -c \($0) \(input) | iconv -c -f \(name) -t UTF-8 > \(output)" }
            ?? "iconv -c -f \(name) -t UTF-8 \(input) > \(output)"
    }

    /// The bytes of a text in UTF-16 up to its last whole character, by the last ones.
    private static func wholeLength(_ end: [UInt8], of count: Int, isLittle: Bool) -> Int {
        let even = count - count % 2
        let last = end.dropLast(count % 2).suffix(2)
        guard last.count == 2, let high = isLittle ? last.last : last.first else { return even }
        // The first half of a pair has nothing to follow it.
        return 0xD8...0xDB ~= high ? even - 2 : even
    }
}
