import Text

/// Turns the bytes of a terminal in raw mode into keys, one byte at a time.
///
/// Knows the sequences that xterm and its kin send for arrows, Home, End, Delete and pastes; others are taken
/// in whole and ignored. Source: ECMA-48, section 5.4; xterm's control sequences.
package struct KeyDecoder: Sendable {
    private enum State {
        case ground
        case escape
        /// After ESC [ or ESC O: the parameters so far.
        case control([UInt8])
        /// The bytes of a character that is not whole yet, and how many it has.
        case character([UInt8], length: Int)
    }

    private var state = State.ground
    /// What was pasted so far, between the marks around a paste.
    private var pasted: [UInt8]?

    /// A decoder that waits for the first byte of a key.
    package init() {}

    /// Takes in a byte and returns the key that it completes.
    package mutating func feed(_ byte: UInt8) -> Key? {
        switch state {
        case .ground: return ground(byte)
        case .escape: return escape(byte)
        case .control(let parameters): return control(parameters, byte)
        case .character(let bytes, let length): return character(bytes + [byte], length: length)
        }
    }

    private mutating func ground(_ byte: UInt8) -> Key? {
        if byte == 0x1B {
            state = .escape
            return nil
        }
        if pasted != nil {
            pasted?.append(byte)
            return nil
        }
        switch byte {
        case 0x01: return .home
        case 0x02: return .left
        case 0x03: return .interrupt
        case 0x04: return .endOfInput
        case 0x05: return .end
        case 0x06: return .right
        case 0x08, 0x7F: return .backspace
        case 0x09: return .text(" ")
        case 0x0A, 0x0D: return .enter
        case 0x0B: return .deleteToEnd
        case 0x0C: return .clearScreen
        case 0x0E: return .down
        case 0x10: return .up
        case 0x15: return .deleteToStart
        case 0x17: return .deleteWord
        case 0x20..<0x7F: return .text(String(UnicodeScalar(byte)))
        case 0xC2...0xF4: return character([byte], length: byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4)
        default: return nil
        }
    }

    /// A character is whole when it has its length; bytes that are none are dropped.
    private mutating func character(_ bytes: [UInt8], length: Int) -> Key? {
        guard bytes.count == length else {
            state = .character(bytes, length: length)
            return nil
        }
        state = .ground
        return String(validating: bytes, as: UTF8.self).map(Key.text)
    }

    private mutating func escape(_ byte: UInt8) -> Key? {
        state = .ground
        if pasted != nil, byte != 0x5B { return nil }
        switch byte {
        case 0x5B, 0x4F: state = .control([])
        case 0x62: return .wordLeft
        case 0x66: return .wordRight
        case 0x7F: return .deleteWord
        default: break
        }
        return nil
    }

    private mutating func control(_ parameters: [UInt8], _ byte: UInt8) -> Key? {
        // A final byte lies in @ to ~; an honest sequence is short.
        guard (0x40...0x7E).contains(byte) || parameters.count > 16 else {
            state = .control(parameters + [byte])
            return nil
        }
        state = .ground
        let name = String(decoding: parameters + [byte], as: UTF8.self)
        if let bytes = pasted {
            guard name == "201~" else { return nil }
            pasted = nil
            return .text(Self.oneLine(bytes))
        }
        if name == "200~" { pasted = [] }
        return Self.keys[name]
    }

    private static let keys: [String: Key] = [
        "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "1~": .home, "7~": .home,
        "4~": .end,
        "8~": .end, "3~": .delete, "1;5C": .wordRight, "1;3C": .wordRight, "1;5D": .wordLeft,
        "1;3D": .wordLeft,
    ]

    /// A paste of several lines is one message: its line ends become spaces.
    private static func oneLine(_ bytes: [UInt8]) -> String {
        TextLayout.singleLine(String(decoding: bytes, as: UTF8.self))
    }
}
