/// Names as parts of commands that are told to users.
enum ShellWord {
    /// The name as one word of a shell's command.
    static func quoted(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/._-+=:,@%".utf8.contains(byte)
            }
        }
        return isPlain && !name.isEmpty ? name : "'" + name.replacing("'", with: "'\\''") + "'"
    }
}
