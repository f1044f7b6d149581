/// Writes the simplest archive that a wheel can be: one file, stored.
enum Archive {
    static func stored(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let name = Array(name.utf8)
        let sizes = little(Int(checksum(bytes)), 4) + little(bytes.count, 4) + little(bytes.count, 4)
        let shared =
            little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + sizes + little(name.count, 2)
        let local = little(0x0403_4B50, 4) + shared + little(0, 2) + name + bytes
        let central =
            little(0x0201_4B50, 4) + little(20, 2) + shared + little(0, 2 + 2 + 2 + 2 + 4 + 4) + name
        let end =
            little(0x0605_4B50, 4) + little(0, 4) + little(1, 2) + little(1, 2) + little(central.count, 4)
            + little(local.count, 4) + little(0, 2)
        return local + central + end
    }

    /// CRC-32 as archives use it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}
