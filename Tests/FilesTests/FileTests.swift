import Files
import Foundation
import Synchronization
import Testing
import TestKit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Mapped files")
struct MappedFileTests {
    @Test("ranges are checked")
    func ranges() throws {
        let folder = try TemporaryFolder()
        let file = try MappedFile(path: folder.write([1, 2, 3], as: "f"))
        #expect(file.byteCount == 3)
        #expect(try Array(file.bytes(at: 1, count: 2)) == [2, 3])
        #expect(try file.bytes(at: 3, count: 0).isEmpty)
        for (offset, count) in [(2, 2), (4, 0), (-1, 1), (0, -1), (.max, .max), (1, .max)] {
            #expect(diagnosis { try file.bytes(at: offset, count: count) }?.code == .truncated)
        }
        #expect(
            diagnosis { try file.bytes(at: 2, count: 2) }?.description
                == "\(file.path): byte 2: 2 bytes are needed but the file has 3; fetch the file again")
    }

    @Test("bytes keep their file mapped, whoever has let go of it")
    func lifetime() throws {
        let folder = try TemporaryFolder()
        // More than the allocator would give back by chance.
        let content = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = try folder.write(content, as: "f")
        for _ in 0..<20 {
            #expect(try Array(MappedFile(path: path).bytes) == content)
            let parts = try (0..<4).map { try MappedFile(path: path).bytes(at: $0 << 18, count: 1 << 18) }
            #expect(parts.flatMap(Array.init) == content)
        }
        let part = try MappedFile(path: path).bytes(at: 2, count: 4)
        #expect(
            part.loadUnaligned(fromByteOffset: 1, as: UInt16.self) == UInt16(content[3]) | UInt16(content[4])
                << 8)
        #expect(part.first == content[2] && part.last == content[5] && part.dropFirst().count == 3)
    }

    @Test("a pipe that nobody writes to is refused and not waited for", .timeLimit(.minutes(1)))
    func pipes() throws {
        let folder = try TemporaryFolder()
        let pipe = folder.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        symlink(pipe, folder.file("link"))
        for path in [pipe, folder.file("link")] {
            #expect(diagnosis { try MappedFile(path: path) }?.problem == "is not a regular file")
            #expect(diagnosis { try RegularFile.head(of: path, count: 4) }?.code == .notAFile)
        }
        #expect(try RegularFile.head(of: folder.write([1, 2, 3], as: "f"), count: 2) == [1, 2])
        #expect(try RegularFile.head(of: folder.file("f"), count: 9) == [1, 2, 3])
    }

    @Test("what is not a file with bytes is refused")
    func refusals() throws {
        let folder = try TemporaryFolder()
        func sentence(_ path: String) -> String? { diagnosis { try MappedFile(path: path) }?.description }
        let empty = try folder.write([], as: "empty")
        #expect(sentence(empty) == "\(empty): the file is empty; fetch it again")
        #expect(sentence(folder.path) == "\(folder.path): is a folder; name a file")
        #expect(sentence(folder.file("no")) == "\(folder.file("no")): no such file; check the path")
        #expect(sentence("/dev/null") == "/dev/null: is not a regular file; name a file")
        #expect(sentence(empty + "/below") == "\(empty)/below: no such file; check the path")
    }
}

@Suite("Atomic files")
struct AtomicFileTests {
    @Test("a file is replaced whole")
    func replace() throws {
        let folder = try TemporaryFolder()
        try AtomicFile.write("old", to: folder.file("f"))
        let large = [UInt8](repeating: 7, count: 200_000)
        try AtomicFile.write(large, to: folder.file("f"))
        #expect(try folder.bytes(of: "f") == large)
        #expect(try folder.contents == ["f"])
    }

    @Test(
        "a failure leaves the old file and nothing else",
        arguments: [FileSystem.Call.create, .write, .synchronize, .rename],
        [
            (ENOSPC, "no space left to write it; free some disk space", Diagnosis.Code.diskFull),
            (EROFS, "the file system is read-only; choose another folder", .readOnly),
            (
                EACCES, "writing is not permitted; check the folder's permissions or choose another",
                .notPermitted
            ),
            (EIO, "cannot be written (Input/output error); check the disk", .writeFailed),
        ])
    func failure(
        call: FileSystem.Call, reason: (errno: Int32, sentence: String, code: Diagnosis.Code)
    ) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("f")
        try AtomicFile.write("old", to: path)
        let error = diagnosis {
            try AtomicFile.write(to: path, in: FaultPlan(call, at: 1, fault: .error(reason.errno)).files) {
                (writer) throws(Diagnosis) in
                try writer.append([UInt8](repeating: 1, count: 100_000))
            }
        }
        #expect(error?.description == "\(path): \(reason.sentence)")
        #expect(error?.code == reason.code)
        #expect(try folder.contents == ["f"])
        #expect(try folder.bytes(of: "f") == Array("old".utf8))
    }

    @Test("an error of the body removes the temporary file")
    func bodyFails() throws {
        let folder = try TemporaryFolder()
        let error = diagnosis {
            try AtomicFile.write(to: folder.file("f")) { (writer) throws(Diagnosis) in
                try writer.append([1])
                throw Diagnosis(.missing, file: "x", problem: "p", remedy: "r")
            }
        }
        #expect(error?.code == .missing)
        #expect(try folder.contents.isEmpty)
    }

    @Test("a missing folder and a folder of that name are refused")
    func places() throws {
        let folder = try TemporaryFolder()
        let inside = folder.file("no/f")
        #expect(
            diagnosis { try AtomicFile.write("", to: inside) }?.description
                == "\(inside): its folder does not exist; create the folder first")
        let taken = try folder.makeFolder("taken")
        #expect(
            diagnosis { try AtomicFile.write("", to: taken) }?.description
                == "\(taken): is a folder; choose another name")
    }

    @Test("short writes and interruptions are continued")
    func shortWrites() throws {
        let folder = try TemporaryFolder()
        let count = Mutex(0)
        let files = FileSystem { call, _, _ in
            guard call == .write else { return nil }
            return count.withLock { turn in
                turn += 1
                return turn.isMultiple(of: 2) ? .error(EINTR) : .short
            }
        }
        let odd = [UInt8]((0..<101).map { UInt8($0) })
        try AtomicFile.write(to: folder.file("f"), in: files) { (writer) throws(Diagnosis) in
            try writer.append(odd)
        }
        #expect(try folder.bytes(of: "f") == odd)
        #expect(count.withLock { $0 } > 8)
    }

    @Test("several write one file at once, and the last one's is there whole")
    func together() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("f")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    for _ in 0..<20 {
                        try AtomicFile.write([UInt8](repeating: UInt8(number), count: 70_000), to: path)
                    }
                }
            }
            try await group.waitForAll()
        }
        let bytes = try folder.bytes(of: "f")
        #expect(bytes.count == 70_000 && Set(bytes).count == 1)
        #expect(try folder.contents == ["f"])
    }

    @Test("what a killed process left is removed by the next, what a living one writes is not")
    func leftovers() throws {
        let folder = try TemporaryFolder()
        for name in [".f.partial", ".f.2.partial"] { try folder.write("half", as: name) }
        try AtomicFile.write(to: folder.file("f")) { (writer) throws(Diagnosis) in
            try writer.append([1])
            // Another writer of the same file takes the next name, and its leftovers are gone.
            try AtomicFile.write("inner", to: folder.file("f"))
            #expect(entries(of: folder.path).sorted() == [".f.partial", "f"])
            #expect(FileSystem.system.removeLeftovers(in: folder.path).isEmpty)
        }
        #expect(try folder.contents == ["f"])
        #expect(try folder.bytes(of: "f") == [1])
        try folder.write("half", as: ".g.partial")
        try folder.write("a link's goal", as: "goal")
        symlink(folder.file("goal"), folder.file(".h.partial"))
        #expect(FileSystem.system.removeLeftovers(in: folder.path) == [".g.partial"])
        try AtomicFile.write("h", to: folder.file("h"))
        #expect(try folder.contents == [".h.partial", "f", "goal", "h"])
    }
}

@Suite("Atomic folders")
struct AtomicFolderTests {
    @Test("a folder appears whole")
    func write() throws {
        let folder = try TemporaryFolder()
        try AtomicFolder.write(to: folder.file("out/")) { (inside) throws(Diagnosis) in
            try AtomicFile.write("a", to: inside + "/a")
        }
        #expect(try folder.contents == ["out"])
        #expect(try folder.bytes(of: "out/a") == Array("a".utf8))
    }

    @Test("a folder that exists is left alone")
    func exists() throws {
        let folder = try TemporaryFolder()
        let path = try folder.makeFolder("out")
        let error = diagnosis { try AtomicFolder.write(to: path) { _ throws(Diagnosis) in } }
        #expect(error?.description == "\(path): exists already; remove it or choose another name")
    }

    @Test(
        "a failure leaves nothing and names the final place",
        arguments: [FileSystem.Call.makeFolder, .rename, nil])
    func failure(call: FileSystem.Call?) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("out")
        let files = call.map { FaultPlan($0, at: 1, fault: .error(ENOSPC)).files } ?? .system
        let error = diagnosis {
            try AtomicFolder.write(to: path, in: files) { (inside) throws(Diagnosis) in
                try AtomicFile.write("a", to: inside + "/a")
                if call == nil { try AtomicFile.write("b", to: inside + "/no/b") }
            }
        }
        #expect(error?.file == (call == nil ? path + "/no/b" : path))
        #expect(error?.code == (call == nil ? .noFolder : .diskFull))
        #expect(try folder.contents.isEmpty)
    }

    @Test("what a killed process left of a folder is removed by the next")
    func leftovers() throws {
        let folder = try TemporaryFolder()
        _ = try folder.makeFolder(".out.partial/deep/er")
        try folder.write("half", as: ".out.partial/deep/f")
        try AtomicFolder.write(to: folder.file("out")) { (inside) throws(Diagnosis) in
            #expect(entries(of: inside).isEmpty && inside.hasSuffix("/.out.partial"))
            // Two may make the same; the first that is ready wins.
            let error = diagnosis {
                try AtomicFolder.write(to: folder.file("out")) { (other) throws(Diagnosis) in
                    #expect(other.hasSuffix("/.out.2.partial"))
                    throw Diagnosis(.missing, file: other + "/x", problem: "p", remedy: "r")
                }
            }
            #expect(error?.file == folder.file("out/x"))
        }
        #expect(try folder.contents == ["out"])
    }
}
