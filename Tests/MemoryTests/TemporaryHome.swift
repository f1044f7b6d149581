import Foundation
import LanguageModel
import Memory

/// A home folder that goes when its test is over, with a tiny base and adapters for it.
final class TemporaryHome {
    let path: String
    let configuration: ModelConfiguration
    static let digest = String(repeating: "ab", count: 32)

    init(base: String = "llama") throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "selkie store \(UUID().uuidString)")
        path = url.path(percentEncoded: false)
        configuration = try ModelConfiguration(path: Self.golden("models/\(base)"))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func golden(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Goldens/\(name)").path(percentEncoded: false)
    }

    func open() throws -> AdapterStore { try AdapterStore(home: path) }

    func adapter(seed: UInt64, rank: Int = 4) -> Adapter {
        Adapter(
            configuration, LoRAConfiguration(rank: rank, alpha: 8, projections: [.query, .value]), seed: seed)
    }

    func description(_ title: String = "Harbour Handbook", digest: String = digest) -> AdapterDescription {
        var description = AdapterDescription(
            title: title, base: ModelReference(name: "tiny llama", digest: digest), sources: [title],
            questions: 12)
        description.style = "implications"
        description.scoreBefore = 0.25
        description.scoreAfter = 0.75
        return description
    }

    /// Saves an adapter at a moment of its own, so that the order of saving is the order of dates.
    @discardableResult
    func save(_ seed: UInt64, title: String = "Harbour Handbook", in store: AdapterStore) throws
        -> AdapterRecord
    {
        try store.save(
            adapter(seed: seed), description(title), layers: configuration.layers,
            date: Date(timeIntervalSince1970: 1_000_000 + Double(seed)))
    }

    func items() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/adapters").sorted()
    }
}
