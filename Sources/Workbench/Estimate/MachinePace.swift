import Files
import Foundation
import LanguageModel
import Memory
import ModelFormats
import ModelLibrary
import SelfAdaptation

/// How fast a model is on this machine: measured once, kept in the home folder, corrected by what real jobs took.
struct MachinePace {
    /// What is known.
    var costs: CostModel
    private let path: String
    private let key: String

    /// What the file holds.
    private struct Book: Codable {
        var version: String
        var paces: [String: CostModel] = [:]
    }

    /// A file of more bytes was not written by this program.
    private static let largestFile = 1 << 20

    /// The pace of an engine's model: what is known of it, or what is measured now.
    ///
    /// Measured again when the model, the processor, the instructions that are used, the number of threads or the
    /// program's version is another.
    ///
    /// - Throws: What the engine throws.
    static func known(
        _ engine: Engine, digest: String, at bench: Workbench
    ) async throws -> MachinePace {
        let (path, key) = (path(bench), key(digest, engine))
        if let costs = kept(digest, engine, at: bench) {
            return MachinePace(costs: costs, path: path, key: key)
        }
        bench.tell(.began(.measuring))
        defer { bench.tell(.ended) }
        let rates = try await RateBench(engine, clock: bench.clock).measure()
        let pace = MachinePace(costs: CostModel(rates: rates), path: path, key: key)
        pace.keep()
        return pace
    }

    /// What is known of a model on as many threads as an engine has; `nil` when it was never measured.
    static func kept(_ digest: String, _ engine: Engine, at bench: Workbench) -> CostModel? {
        read(path(bench)).paces[key(digest, engine)].flatMap { $0.isSound ? $0 : nil }
    }

    private static func path(_ bench: Workbench) -> String { bench.home.path + "/rates.json" }

    private static func key(_ digest: String, _ engine: Engine) -> String {
        "\(digest) on \(Processor.name), \(InstructionSet.current.rawValue), \(engine.threads) threads"
    }

    /// Takes in how a job went, and keeps it.
    func learned(from meter: JobMeter) {
        var pace = self
        pace.costs.learn(meter.finish().times)
        pace.keep()
    }

    /// Keeps what is known; a home folder that can't be written costs a new measurement, and no more.
    func keep() {
        var book = Self.read(path)
        book.paces[key] = costs
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        guard let data = try? encoder.encode(book) else { return }
        try? AtomicFile.write(Array(data), to: path)
    }

    /// What the file holds; nothing when there is none, or none of this version.
    private static func read(_ path: String) -> Book {
        let empty = Book(version: Version.current)
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: largestFile),
            let book = try? JSONDecoder().decode(Book.self, from: data), book.version == Version.current
        else { return empty }
        return book
    }
}

extension CostModel {
    /// Whether the numbers can be what was measured: a file may hold anything.
    fileprivate var isSound: Bool {
        [rates.prompt, rates.pass, rates.token, rates.row].allSatisfy { $0.isFinite && $0 >= 0 }
            && rates.row > 0 && corrections.values.allSatisfy { $0.isFinite && $0 > 0 }
    }
}
