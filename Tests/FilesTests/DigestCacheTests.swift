import Files
import Foundation
import Testing
import TestKit

@Suite("Remembered digests")
struct DigestCacheTests {
    private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test("a digest is known until the file changes, whichever link leads to it")
    func known() throws {
        let folder = try TemporaryFolder()
        let cache = DigestCache(home: folder.path)
        let file = try folder.write("abc", as: "f")
        symlink(file, folder.file("link"))
        #expect(cache.known(file) == nil)
        #expect(try cache.digest(of: folder.file("link")) == abc)
        #expect(cache.known(file) == abc && DigestCache(home: folder.path).known(file) == abc)
        try folder.write("abd", as: "f")
        let long = Date(timeIntervalSince1970: 1)
        try FileManager.default.setAttributes([.modificationDate: long], ofItemAtPath: file)
        #expect(cache.known(file) == nil)
        #expect(try cache.digest(of: file) != abc)
        let both = try cache.digest(of: [file, file])
        #expect(both.count == 64 && both != cache.known(file))
        // What is gone is forgotten when something is written.
        try FileManager.default.removeItem(atPath: file)
        _ = try cache.digest(of: folder.write("abc", as: "g"))
        #expect(
            try String(contentsOfFile: folder.file("digests.json"), encoding: .utf8).contains("/g") == true)
        #expect(try !String(contentsOfFile: folder.file("digests.json"), encoding: .utf8).contains("/f\""))
    }

    @Test("a note that is damaged, or can't be written, costs nothing but time")
    func unkept() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("abc", as: "f")
        try folder.write("{", as: "digests.json")
        #expect(try DigestCache(home: folder.path).digest(of: file) == abc)
        #expect(DigestCache(home: folder.path).known(file) == abc)
        let nowhere = DigestCache(home: folder.file("no"))
        #expect(try nowhere.digest(of: file) == abc && nowhere.known(file) == nil)
        #expect(diagnosis { try nowhere.digest(of: folder.file("missing")) }?.code == .notFound)
    }
}
