import Files
import Foundation
import LanguageModel
import Memory
import ModelFormats
import SelfAdaptation
import Testing
import TestKit
import Workbench

/// Who reads what is in view.
@Suite struct ReaderTests {
    private let test: TestBench
    private static let question = "What is the horn of the tower called?"

    init() throws { test = try TestBench() }

    /// Knows a document, and has a reader that makes the model answer otherwise.
    private func reader() async throws -> AdapterRecord {
        try test.home.write("# Tower\n\nIts horn is called Old Gannet.\n".utf8, to: "tower.md")
        _ = try await test.bench.remember([test.home.path("tower.md")], measuredBy: ModelChoice())
        let model = try test.model.load(test.model.resolve(nil), threads: 1)
        let store = try AdapterStore(home: test.home.path("home"))
        let adapter = Adapter(model.configuration, LoRAConfiguration(rank: 2, alpha: 4), seed: 1)
        for place in 0..<adapter.parameters.count {
            adapter.parameters.start[place] += place.isMultiple(of: 2) ? 0.2 : -0.2
        }
        var description = AdapterDescription(
            title: "reader", base: ModelReference(name: "tiny", digest: try store.baseDigest(of: model.files))
        )
        description.role = .reader
        return try store.save(adapter, description, layers: model.configuration.layers)
    }

    private func ask(_ reader: ReaderChoice) async throws -> AskResult {
        var request = AskRequest(Self.question)
        (request.reader, request.maxTokens) = (reader, 12)
        return try await test.bench.prepare(request).answer(isCompared: false)
    }

    @Test func aPassageIsReadThroughTheReader() async throws {
        let record = try await reader()
        let read = try await ask(.named(record.name))
        #expect(read.route == .text && read.reader == record.hash && read.version == nil)
        let bare = try await ask(.none)
        #expect(bare.route == .text && bare.reader == nil && bare.answer != read.answer)
        // None comes with the program for a random model.
        let shipped = try await ask(.shipped)
        #expect(shipped.reader == nil && shipped.answer == bare.answer)
    }

    @Test func whatIsNoReaderDoesNotRead() async throws {
        _ = try await reader()
        let missing = await #expect(throws: Diagnosis.self) { try await ask(.named("nobody")) }
        #expect(missing?.code == .notFound)
        let store = try AdapterStore(home: test.home.path("home"))
        let model = try test.model.load(test.model.resolve(nil), threads: 1)
        let base = ModelReference(name: "tiny", digest: try store.baseDigest(of: model.files))
        let knows = try store.save(
            Adapter(model.configuration, LoRAConfiguration(rank: 2, alpha: 4), seed: 2),
            AdapterDescription(title: "knows", base: base), layers: model.configuration.layers)
        let other = await #expect(throws: Diagnosis.self) { try await ask(.named(knows.name)) }
        #expect(other?.problem == "is no reader")
    }

    @Test(arguments: [
        ("none", ReaderChoice.none), ("shipped", .shipped), ("reader-squad", .named("reader-squad")),
    ])
    func aReaderIsNamed(text: String, choice: ReaderChoice) { #expect(ReaderChoice(text) == choice) }

    /// What comes with the program is small, belongs to a base, and says whose data it learned from.
    @Test func readersThatComeWithTheProgramAreWhole() throws {
        let folder = try #require(ShippedReaders.folder)
        let readers = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(!readers.isEmpty)
        for name in readers {
            let path = "\(folder)/\(name)"
            let adapter = try AdapterFolder(path: path)
            let base = try #require(adapter.provenance?.object["base_digest"]?.string)
            #expect(base.count == 64 && ShippedReaders(folder: folder).path(base: base) == path)
            #expect(adapter.modules.allSatisfy { $0.path.contains(".mlp.") })
            let readme = try String(contentsOfFile: path + "/README.md", encoding: .utf8)
            let weights = try #require(
                FileManager.default.contents(atPath: path + "/adapter_model.safetensors"))
            #expect(weights.count <= 4_000_000)
            let digest = SHA256.hexadecimal(of: weights)
            for word in ["CC BY-SA 4.0", "SQuAD", "selkie reader train", digest] {
                #expect(readme.contains(word), "\(name): \(word)")
            }
        }
        #expect(ShippedReaders(folder: folder).path(base: "none") == nil)
        #expect(ShippedReaders(folder: nil).path(base: "none") == nil)
    }
}
