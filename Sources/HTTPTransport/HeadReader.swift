import Foundation

/// Puts the header lines of a response together, and those of the redirects before it.
struct HeadReader {
    /// The most bytes of header lines, over all responses of a request.
    private static let limit = 256 << 10

    /// The responses whose headers are complete; the last one is the one that counts.
    private(set) var heads: [HTTPHead] = []
    private var byteCount = 0
    private var current: HTTPHead?

    /// Takes one line.
    ///
    /// - Returns: Whether there was room for it.
    mutating func read(_ line: UnsafeRawBufferPointer) -> Bool {
        byteCount += line.count
        guard byteCount <= Self.limit else { return false }
        let line = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        if line.hasPrefix("HTTP/") {
            let status = line.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
            current = HTTPHead(status: status ?? 0)
        } else if line.isEmpty {
            // Those below 200 only announce the response.
            if let head = current, head.status >= 200 { heads.append(head) }
            current = nil
        } else if let colon = line.firstIndex(of: ":") {
            // Without a current head it is a trailer, which nobody has asked for.
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            current?.headers.add(String(line[..<colon]), value)
        }
        return true
    }
}
