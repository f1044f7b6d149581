/// Lets text through as it grows, holding back only what might become a stop string.
struct StopFilter {
    private let stops: [[UInt8]]
    private var held: [UInt8] = []
    /// A stop string was found; nothing more comes out.
    private(set) var isStopped = false

    init(_ stops: [String]) { self.stops = stops.map { Array($0.utf8) }.filter { !$0.isEmpty } }

    /// Takes in new text and returns what is certain to belong to the answer.
    mutating func append(_ text: String) -> String {
        if isStopped { return "" }
        if stops.isEmpty { return text }
        held += text.utf8
        if let start = earliestStop() {
            isStopped = true
            return String(decoding: held[..<start], as: UTF8.self)
        }
        var keep = 0
        for stop in stops {
            for length in stride(from: min(stop.count - 1, held.count), to: keep, by: -1)
            where held.suffix(length).elementsEqual(stop.prefix(length)) {
                keep = length
                break
            }
        }
        let out = String(decoding: held.dropLast(keep), as: UTF8.self)
        held = held.suffix(keep)
        return out
    }

    /// What was held back, when no more text comes.
    mutating func finish() -> String {
        defer { held = [] }
        return isStopped ? "" : String(decoding: held, as: UTF8.self)
    }

    private func earliestStop() -> Int? {
        stops.compactMap { stop in
            held.indices.first { held[$0...].starts(with: stop) }
        }.min()
    }
}
