/// Finds the added tokens in a text, leftmost first and longest first.
struct AddedTokenTrie: Sendable {
    /// Nodes by parent and byte; node 0 is the root.
    private var children: [UInt64: Int32] = [:]
    /// For each node the position in `tokens` of the token that ends there, or -1.
    private var endings: [Int32] = [-1]
    private var begins = [Bool](repeating: false, count: 256)
    private var tokens: [AddedToken] = []

    /// Whether nothing can be found.
    var isEmpty: Bool { tokens.isEmpty }

    /// Adds a token that is found where `spelling` occurs; the first of two with the same spelling stays.
    mutating func insert(_ token: AddedToken, spelling: [UInt8]) {
        guard let first = spelling.first else { return }
        begins[Int(first)] = true
        var node: Int32 = 0
        for byte in spelling {
            let key = Self.key(node, byte)
            if let child = children[key] {
                node = child
            } else {
                let child = Int32(truncatingIfNeeded: endings.count)
                endings.append(-1)
                children[key] = child
                node = child
            }
        }
        if endings[Int(node)] < 0 {
            endings[Int(node)] = Int32(truncatingIfNeeded: tokens.count)
            tokens.append(token)
        }
    }

    /// A part of a text: an added token, or text between two of them.
    struct Part {
        var range: Range<Int>
        var token: Int32?
    }

    /// Cuts a text at the added tokens in it; special ones count as text unless `recognisingSpecial`.
    func parts(of bytes: [UInt8], recognisingSpecial: Bool) -> [Part] {
        if isEmpty || bytes.isEmpty { return bytes.isEmpty ? [] : [Part(range: 0..<bytes.count)] }
        var parts: [Part] = []
        var textStart = 0
        var position = 0
        while position < bytes.count {
            guard begins[Int(bytes[position])], let match = longestMatch(bytes, position) else {
                position += 1
                continue
            }
            position = match.end
            if match.token.isSpecial, !recognisingSpecial { continue }
            var start = match.start
            var end = match.end
            if match.token.takesSpaceOnLeft { start = max(Self.spaceStart(bytes, before: start), textStart) }
            if match.token.takesSpaceOnRight { end = Self.spaceEnd(bytes, after: end) }
            if textStart < start { parts.append(Part(range: textStart..<start)) }
            parts.append(Part(range: start..<end, token: match.token.id))
            textStart = end
            position = max(position, end)
        }
        if textStart < bytes.count { parts.append(Part(range: textStart..<bytes.count)) }
        return parts
    }

    /// Where a special token is spelt, overlapping ones and shorter beginnings of longer ones among them.
    func specialStarts(in bytes: [UInt8]) -> [Int] {
        bytes.indices.filter { start in
            guard begins[Int(bytes[start])] else { return false }
            var node: Int32 = 0
            for byte in bytes[start...] {
                guard let child = children[Self.key(node, byte)] else { return false }
                node = child
                let ending = endings[Int(node)]
                if ending >= 0, tokens[Int(ending)].isSpecial { return true }
            }
            return false
        }
    }

    private func longestMatch(_ bytes: [UInt8], _ start: Int) -> (start: Int, end: Int, token: AddedToken)? {
        var node: Int32 = 0
        var found: (start: Int, end: Int, token: AddedToken)?
        for position in start..<bytes.count {
            guard let child = children[Self.key(node, bytes[position])] else { break }
            node = child
            let ending = endings[Int(node)]
            if ending >= 0 { found = (start, position + 1, tokens[Int(ending)]) }
        }
        return found
    }

    private static func key(_ node: Int32, _ byte: UInt8) -> UInt64 {
        UInt64(UInt32(bitPattern: node)) << 8 | UInt64(byte)
    }

    private static func spaceStart(_ bytes: [UInt8], before end: Int) -> Int {
        let text = String(decoding: bytes[..<end], as: UTF8.self).unicodeScalars
        let spaces = text.reversed().prefix { $0.properties.isWhitespace }
        return end - spaces.reduce(0) { $0 + UTF8.width($1) }
    }

    private static func spaceEnd(_ bytes: [UInt8], after start: Int) -> Int {
        let text = String(decoding: bytes[start...], as: UTF8.self).unicodeScalars
        return text.prefix { $0.properties.isWhitespace }.reduce(start) { $0 + UTF8.width($1) }
    }
}
