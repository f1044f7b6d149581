import Files
import Testing

/// Digests are those of the standard (FIPS 180-4), however the bytes come.
@Suite struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func theStandardsOwnExamples(text: String, digest: String) {
        #expect(SHA256.hexadecimal(of: text.utf8) == digest)
    }

    @Test func aMillionLettersInPieces() {
        var hash = SHA256()
        for count in [0, 1, 63, 64, 65, 999, 100_000, 898_808] {
            hash.update([UInt8](repeating: UInt8(ascii: "a"), count: count))
            // Looking at it changes nothing.
            _ = hash.hexadecimal()
        }
        #expect(hash.hexadecimal() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func bytesWithoutStorageOfTheirOwn() {
        #expect(SHA256.hexadecimal(of: "abc".utf8.lazy.map { $0 }) == SHA256.hexadecimal(of: "abc".utf8))
    }

    @Test func digitsAreSmallAndTwoForEachByte() {
        #expect([UInt8](arrayLiteral: 0, 10, 171, 255).hexadecimal == "000aabff")
    }
}
