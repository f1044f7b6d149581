import Foundation
import Memory
import Testing

/// Digests of bases, and that a model is not read again for each start.
@Suite struct BaseDigestTests {
    private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func aFilesDigestIsItsSHA256() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let file = home.path + "/model.gguf"
        try Data("abc".utf8).write(to: URL(filePath: file))
        #expect(try store.baseDigest(of: [file]) == abc)
        let both = try store.baseDigest(of: [file, file])
        #expect(both.count == 64 && both != abc)
    }

    @Test func aFileThatLooksTheSameIsNotReadAgain() throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let file = home.path + "/model.gguf"
        func write(_ text: String, at seconds: Double) throws {
            try Data(text.utf8).write(to: URL(filePath: file))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: file)
        }
        try write("abc", at: 1000)
        #expect(try store.baseDigest(of: [file]) == abc)
        try write("xyz", at: 1000)
        #expect(try store.baseDigest(of: [file]) == abc)
        try write("xyz", at: 1001)
        #expect(try store.baseDigest(of: [file]) != abc)
        try write("abc", at: 1002)
        #expect(try store.baseDigest(of: [file]) == abc)
    }
}
