/// Keys and values of texts that were read or written, for prompts that begin alike.
///
/// A conversation that goes on finds all of it but its last turn; questions under one instruction find the instruction.
final class PrefixCache {
    /// Shorter beginnings are cheaper to compute again than to look up.
    static let shortest = 8

    private struct Entry {
        let tokens: [Int32]
        let adapter: Adapter?
        /// Its keys and values, in memory of their own: what it shared with others is not kept for its sake.
        let run: KVRun
    }

    /// The entries, those longest unused first.
    private var entries: [Entry] = []
    /// Tokens that are kept at the most; what was longest unused goes first.
    let limit: Int

    private let configuration: ModelConfiguration

    /// Nothing yet.
    init(_ configuration: ModelConfiguration, limit: Int) {
        self.configuration = configuration
        self.limit = limit
    }

    /// Tokens that are kept.
    var count: Int { entries.reduce(0) { $0 + $1.tokens.count } }

    /// Keys and values of the longest beginning of a prompt that is known under its adapter.
    ///
    /// The last token is never among them: what is likely behind it is wanted.
    func beginning(of prompt: [Int32], adapter: Adapter?) -> [KVRun] {
        var best: (place: Int, length: Int)?
        for (place, entry) in entries.enumerated() where entry.adapter === adapter {
            let length = min(Self.common(entry.tokens, prompt), prompt.count - 1)
            if length >= Self.shortest, length > best?.length ?? 0 { best = (place, length) }
        }
        guard let best else { return [] }
        let entry = entries.remove(at: best.place)
        entries.append(entry)
        return [entry.run.prefix(best.length)]
    }

    /// Keeps a text's keys and values; what it goes on from needs no entry of its own any longer.
    func keep(_ tokens: [Int32], adapter: Adapter?, runs: [KVRun]) {
        guard tokens.count <= limit else { return }
        entries.removeAll { $0.adapter === adapter && tokens.starts(with: $0.tokens) }
        shrink(to: limit - tokens.count)
        entries.append(
            Entry(
                tokens: tokens, adapter: adapter,
                run: KVRun(KVSegment(configuration, copying: runs))))
    }

    /// Forgets what was longest unused until no more than `tokens` are left.
    func shrink(to tokens: Int) {
        var kept = count
        while kept > tokens, !entries.isEmpty { kept -= entries.removeFirst().tokens.count }
    }

    /// Tokens that both begin with.
    private static func common(_ a: [Int32], _ b: [Int32]) -> Int {
        zip(a, b).prefix { $0 == $1 }.count
    }
}
