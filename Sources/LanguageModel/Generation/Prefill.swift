/// Computes prompts: many short ones in one pass, long ones piece by piece, a common beginning only once.
final class Prefill {
    struct Prompt {
        let tokens: [Int32]
        let adapter: Adapter?
    }

    /// Shorter beginnings are cheaper to compute again than to look up in two places.
    private static let shortestShared = 8

    private let transformer: Transformer
    private let head: OutputHead

    init(_ transformer: Transformer) {
        self.transformer = transformer
        head = OutputHead(transformer)
    }

    /// Calls `body` once for each prompt, in order of completion, with its cached segments, the logits
    /// ([1, vocabulary]) behind its last token, and whether they are numbers; they are valid during the call.
    ///
    /// - Throws: `CancellationError` when `shouldStop` says so between two passes.
    func run(
        _ prompts: [Prompt], shouldStop: () -> Bool,
        _ body: (_ index: Int, _ cache: [KVSegment], _ logits: Matrix, _ isFinite: Bool) -> Void
    ) throws {
        var pending: [Pending] = []
        for group in groups(prompts) {
            let shared = sharedLength(group.map { prompts[$0].tokens })
            var prefix: [KVSegment] = []
            if shared > 0, let first = group.first {
                let segment = KVSegment(transformer.configuration, capacity: shared)
                let prompt = Prompt(
                    tokens: Array(prompts[first].tokens[..<shared]), adapter: prompts[first].adapter)
                try compute(
                    [Pending(index: first, prompt: prompt, done: 0, prefix: [], own: segment)], shouldStop
                ) { _, _, _, _ in }
                prefix = [segment]
            }
            pending += group.map { index in
                Pending(
                    index: index, prompt: prompts[index], done: shared, prefix: prefix,
                    own: KVSegment(transformer.configuration, capacity: prompts[index].tokens.count - shared))
            }
        }
        try compute(pending, shouldStop, body)
    }

    private struct Pending {
        let index: Int
        let prompt: Prompt
        var done: Int
        let prefix: [KVSegment]
        let own: KVSegment
    }

    /// Packs the pieces of prompts into passes of at most ``Generator/prefillLimit`` rows.
    private func compute(
        _ prompts: [Pending], _ shouldStop: () -> Bool,
        _ body: (_ index: Int, _ cache: [KVSegment], _ logits: Matrix, _ isFinite: Bool) -> Void
    ) throws {
        var waiting = prompts[...]
        while !waiting.isEmpty {
            if shouldStop() { throw CancellationError() }
            var pack = Pack()
            var complete: [(Pending, row: Int)] = []
            while let next = waiting.first, pack.rows < Generator.prefillLimit {
                let end = min(next.prompt.tokens.count, next.done + Generator.prefillLimit - pack.rows)
                pack.append(
                    tokens: next.prompt.tokens[next.done..<end], adapter: next.prompt.adapter,
                    cache: KVCache(shared: next.prefix, own: next.own))
                if end < next.prompt.tokens.count {
                    waiting[waiting.startIndex].done = end
                    break
                }
                complete.append((next, pack.rows - 1))
                waiting.removeFirst()
            }
            let top = transformer.run(pack)
            guard !complete.isEmpty else { continue }
            let result = head.run(top, rows: complete.map(\.row))
            for (place, entry) in complete.enumerated() {
                body(
                    entry.0.index, entry.0.prefix + [entry.0.own],
                    result.logits.slice(row: place), result.isFinite(place))
            }
        }
    }

    /// Indices of prompts with the same adapter, in order.
    private func groups(_ prompts: [Prompt]) -> [[Int]] {
        var groups: [[Int]] = []
        for index in prompts.indices {
            if let last = groups.last?.last, prompts[last].adapter === prompts[index].adapter {
                groups[groups.count - 1].append(index)
            } else {
                groups.append([index])
            }
        }
        return groups
    }

    /// How many tokens all prompts begin with alike; 0 when it is not worth sharing.
    ///
    /// The last token of a
    /// prompt is never shared: its logits are wanted.
    private func sharedLength(_ prompts: [[Int32]]) -> Int {
        guard prompts.count > 1, let first = prompts.first else { return 0 }
        var length = first.count - 1
        for prompt in prompts.dropFirst() {
            length = min(length, prompt.count - 1)
            var common = 0
            while common < length, prompt[common] == first[common] { common += 1 }
            length = common
        }
        return length >= Self.shortestShared ? length : 0
    }
}
