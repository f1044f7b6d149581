/// How a byte-level tokenizer cuts text into the pieces within which merges happen.
///
/// Each is a regular expression that the model was trained with; the patterns stand beside the hand-written scanners
/// that match as they do.
public enum PreTokenizer: String, Sendable, CaseIterable {
    /// GPT-2: words with the space before them, runs of digits, runs of anything else.
    ///
    /// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
    case gpt2
    /// SmolLM: every digit alone, and GPT-2's pattern on the text between digits.
    case smolLM
    /// Llama 3: words with any one character before them, digits by threes from the left, newlines with punctuation.
    ///
    /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
    case llama3
    /// Qwen2 and Qwen3: Llama 3's pattern with every digit alone.
    case qwen2

    /// The regular expression as tokenizer files write it, or nil when they use more than one.
    var pattern: String? {
        let words = #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+"#
        let rest = #" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
        return switch self {
        case .gpt2: #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
        case .smolLM: nil
        case .llama3: #"\#(words)|\p{N}{1,3}|\#(rest)"#
        case .qwen2: #"\#(words)|\p{N}|\#(rest)"#
        }
    }
}

/// Finds the ends of a pre-tokenizer's pieces in UTF-8 bytes, one piece at a time and in linear time.
struct PieceScanner: Sendable {
    let preTokenizer: PreTokenizer
    private let classes: [ScalarClass]

    init(_ preTokenizer: PreTokenizer) {
        self.preTokenizer = preTokenizer
        self.classes = ScalarClass.basicPlane
    }

    /// The end of the piece that begins at `start`, which lies before the end of `bytes`.
    @inline(__always)
    func end(in bytes: [UInt8], from start: Int) -> Int {
        switch preTokenizer {
        case .gpt2: endAsGPT2(bytes, start, digitsStandAlone: false)
        case .smolLM: endAsGPT2(bytes, start, digitsStandAlone: true)
        case .llama3: endAsLlama3(bytes, start, digits: 3)
        case .qwen2: endAsLlama3(bytes, start, digits: 1)
        }
    }

    private func endAsGPT2(_ bytes: [UInt8], _ start: Int, digitsStandAlone: Bool) -> Int {
        if let end = Self.contractionEnd(bytes, start, ignoringCase: false) { return end }
        let first = character(bytes, start)
        if first.class == .number, digitsStandAlone { return first.end }
        if bytes[start] == 0x20, start + 1 < bytes.count {
            let second = character(bytes, start + 1)
            if second.class == .number, digitsStandAlone { return start + 1 }
            if !second.class.isSpace { return runEnd(of: second.class, bytes, second.end) }
        }
        if !first.class.isSpace { return runEnd(of: first.class, bytes, first.end) }
        let run = spaceRun(bytes, start)
        // A digit that stands alone ends the text before it, and with it the need to leave a space to the next word.
        if digitsStandAlone, run.end < bytes.count, character(bytes, run.end).class == .number {
            return run.end
        }
        return run.endWithoutNextWordsSpace
    }

    private func endAsLlama3(_ bytes: [UInt8], _ start: Int, digits: Int) -> Int {
        if let end = Self.contractionEnd(bytes, start, ignoringCase: true) { return end }
        let first = character(bytes, start)
        switch first.class {
        case .letter: return runEnd(of: .letter, bytes, first.end)
        case .number: return runEnd(of: .number, bytes, first.end, atMost: digits - 1)
        case .other, .space:
            if first.end < bytes.count, character(bytes, first.end).class == .letter {
                return runEnd(of: .letter, bytes, first.end)
            }
        case .newline: break
        }
        let punctuation = bytes[start] == 0x20 ? start + 1 : start
        if punctuation < bytes.count, character(bytes, punctuation).class == .other {
            return runEnd(of: .newline, bytes, runEnd(of: .other, bytes, punctuation))
        }
        let run = spaceRun(bytes, start)
        return run.lastNewlineEnd ?? run.endWithoutNextWordsSpace
    }

    /// The end of an English contraction such as `'ll` at `start`, if there is one.
    private static func contractionEnd(_ bytes: [UInt8], _ start: Int, ignoringCase: Bool) -> Int? {
        guard bytes[start] == UInt8(ascii: "'"), start + 1 < bytes.count else { return nil }
        let fold: UInt8 = ignoringCase ? 0x20 : 0
        let first = bytes[start + 1] | (bytes[start + 1] < 0x80 ? fold : 0)
        switch first {
        case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return start + 2
        default: break
        }
        guard start + 2 < bytes.count else { return nil }
        let second = bytes[start + 2] | (bytes[start + 2] < 0x80 ? fold : 0)
        switch (first, second) {
        case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
            (UInt8(ascii: "l"), UInt8(ascii: "l")):
            return start + 3
        case (0xc5, 0xbf) where ignoringCase:
            // The long s, U+017F, equals an s when case is ignored.
            return start + 3
        default: return nil
        }
    }

    private struct SpaceRun {
        var end: Int
        var endWithoutNextWordsSpace: Int
        var lastNewlineEnd: Int?
    }

    /// The white space that begins at `start`.
    ///
    /// As `\s+(?!\S)|\s+` does, its last character is left to the word that follows, unless it is the only one.
    private func spaceRun(_ bytes: [UInt8], _ start: Int) -> SpaceRun {
        var position = start
        var last = start
        var lastNewlineEnd: Int?
        while position < bytes.count {
            let next = character(bytes, position)
            if !next.class.isSpace { break }
            if next.class == .newline { lastNewlineEnd = next.end }
            last = position
            position = next.end
        }
        let keepsAll = position == bytes.count || last == start
        return SpaceRun(
            end: position, endWithoutNextWordsSpace: keepsAll ? position : last,
            lastNewlineEnd: lastNewlineEnd)
    }

    @inline(__always)
    private func runEnd(of kind: ScalarClass, _ bytes: [UInt8], _ start: Int, atMost limit: Int = .max) -> Int
    {
        var position = start
        var left = limit
        while position < bytes.count, left > 0 {
            let next = character(bytes, position)
            if next.class != kind { break }
            position = next.end
            left -= 1
        }
        return position
    }

    /// The class of the character at `start` and where it ends; the bytes are valid UTF-8.
    @inline(__always)
    private func character(_ bytes: [UInt8], _ start: Int) -> (class: ScalarClass, end: Int) {
        let first = UInt32(bytes[start])
        if first < 0x80 { return (classes[Int(first)], start + 1) }
        let length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
        let end = min(start + length, bytes.count)
        var value = first & (0xff >> UInt32(length + 1))
        for index in start + 1..<end { value = value << 6 | UInt32(bytes[index] & 0x3f) }
        if value < 0x1_0000 { return (classes[Int(value)], end) }
        return (Unicode.Scalar(value).map(ScalarClass.init) ?? .other, end)
    }
}
