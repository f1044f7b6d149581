/// Lets text through as it grows, holding back only what might become a stop string.
package struct StopFilter {
    private let stops: [[UInt8]]
    private var held: [UInt8] = []
    /// A stop string was found; nothing more comes out.
    package private(set) var isStopped = false

    /// A filter for an answer that any of `stops` ends; empty ones are left out.
    package init(_ stops: [String]) { self.stops = stops.map { Array($0.utf8) }.filter { !$0.isEmpty } }

    /// Takes in new text and returns what is certain to belong to the answer.
    package mutating func append(_ text: String) -> String {
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
    package mutating func finish() -> String {
        defer { held = [] }
        return isStopped ? "" : String(decoding: held, as: UTF8.self)
    }

    /// Where the stop string begins that is complete first, so that the answer does not depend on how its text came
    /// in pieces; of those complete at the same place, the longest.
    private func earliestStop() -> Int? {
        let found = stops.compactMap { stop in
            held.indices.first { held[$0...].starts(with: stop) }.map { (start: $0, end: $0 + stop.count) }
        }
        return found.min { ($0.end, $0.start) < ($1.end, $1.start) }?.start
    }
}
