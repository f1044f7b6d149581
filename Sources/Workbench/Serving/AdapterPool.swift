import LanguageModel
import Synchronization

/// Adapters that were used last, by what they hold: whoever asks for one twice gets the same, and rows of it are computed
/// together.
final class AdapterPool: Sendable {
    /// Bytes that are kept at the most; what was longest unused goes first.
    private let limit: Int
    /// Those longest unused first.
    private let entries = Mutex<[(key: String, adapter: ChosenAdapter)]>([])

    init(limit: Int) { self.limit = limit }

    /// The adapter of a key: the one that is kept, or what `load` gives.
    func adapter(_ key: String, load: () throws -> ChosenAdapter) rethrows -> ChosenAdapter {
        let kept = entries.withLock { entries -> ChosenAdapter? in
            guard let place = entries.firstIndex(where: { $0.key == key }) else { return nil }
            let entry = entries.remove(at: place)
            entries.append(entry)
            return entry.adapter
        }
        // Nobody waits for another's file; of two who load the same the first keeps it.
        return try kept ?? keep(load(), key)
    }

    /// Lets all go.
    func clear() { entries.withLock { $0 = [] } }

    private func keep(_ adapter: ChosenAdapter, _ key: String) -> ChosenAdapter {
        entries.withLock { entries in
            if let known = entries.first(where: { $0.key == key }) { return known.adapter }
            entries.append((key, adapter))
            var bytes = entries.map(\.adapter.bytes).reduce(0, +)
            while bytes > limit, entries.count > 1 { bytes -= entries.removeFirst().adapter.bytes }
            return adapter
        }
    }
}

extension ChosenAdapter {
    /// Bytes of its factors.
    fileprivate var bytes: Int { adapter.parameterCount * MemoryLayout<Float>.stride }
}
