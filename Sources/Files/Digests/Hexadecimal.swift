extension Sequence<UInt8> {
    /// Two lower-case hexadecimal digits for each byte: how digests are written.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        return reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }
}
