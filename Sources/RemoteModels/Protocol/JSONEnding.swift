/// Tells JSON that was cut off from JSON that is wrong.
enum JSONEnding {
    /// Whether an object or list that begins is not closed, or nothing is there at all.
    static func isMissing(in body: [UInt8]) -> Bool {
        var open = 0
        var (isInString, isEscaped) = (false, false)
        var isBlank = true
        for byte in body {
            if isInString {
                isInString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
            default:
                // What is no object or list is not JSON that this protocol has, whether whole or not.
                if isBlank { return false }
            }
            isBlank = false
        }
        return isBlank || isInString || open > 0
    }
}
