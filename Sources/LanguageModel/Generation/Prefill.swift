/// Computes prompts: many short ones in one pass, long ones piece by piece, a common beginning only once.
final class Prefill {
    struct Prompt {
        let tokens: [Int32]
        let adapter: Adapter?
        /// Keys and values of its beginning, where they are known.
        var known: [KVRun] = []
    }

    /// Prompts on their way: what must be there before others, then these.
    struct Work {
        fileprivate var stages: [[Pending]]

        /// Whether all are computed.
        var isDone: Bool { stages.isEmpty }

        /// Leaves out prompts that nobody waits for any longer.
        mutating func drop(_ isGone: (_ index: Int) -> Bool) {
            for stage in stages.indices { stages[stage].removeAll { $0.index.map(isGone) ?? false } }
            stages.removeAll(where: \.isEmpty)
        }
    }

    /// Told of a prompt: its place, its cached runs, the logits ([1, vocabulary]) behind its last token, and whether they are
    /// numbers; they are valid during the call.
    typealias Completion = (_ index: Int, _ cache: [KVRun], _ logits: Matrix, _ isFinite: Bool) -> Void

    private let transformer: Transformer
    private let head: OutputHead
    /// Rows of a pass at the most.
    private let limit: Int
    /// Tokens that were computed so far.
    private(set) var tokens = 0

    init(_ transformer: Transformer, limit: Int) {
        self.transformer = transformer
        self.limit = limit
        head = OutputHead(transformer)
    }

    /// Calls `body` once for each prompt, in order of completion.
    ///
    /// - Throws: `CancellationError` when `shouldStop` says so between two passes.
    func run(_ prompts: [Prompt], shouldStop: () -> Bool, _ body: Completion) throws {
        var work = begin(prompts)
        while !work.isDone {
            if shouldStop() { throw CancellationError() }
            advance(&work, body)
        }
    }

    /// What has to be computed for prompts.
    func begin(_ prompts: [Prompt]) -> Work {
        var beginnings: [Pending] = []
        var rest: [Pending] = []
        for group in groups(prompts) {
            let shared = sharedLength(group.map { prompts[$0] })
            var prefix: KVSegment?
            if shared > 0, let first = group.first {
                let segment = segment(capacity: shared)
                let prompt = Prompt(
                    tokens: Array(prompts[first].tokens[..<shared]), adapter: prompts[first].adapter)
                beginnings.append(Pending(index: nil, prompt: prompt, done: 0, prefix: nil, own: segment))
                prefix = segment
            }
            rest += group.map { index in
                let prompt = prompts[index]
                let done = shared + prompt.known.reduce(0) { $0 + $1.count }
                return Pending(
                    index: index, prompt: prompt, done: done, prefix: prefix,
                    own: segment(capacity: prompt.tokens.count - done))
            }
        }
        return Work(stages: [beginnings, rest].filter { !$0.isEmpty })
    }

    /// One pass.
    func advance(_ work: inout Work, _ body: Completion) {
        guard !work.stages.isEmpty else { return }
        var pack = Pack()
        var complete: [(prompt: Pending, row: Int)] = []
        while let next = work.stages[0].first, pack.rows < limit {
            let end = min(next.prompt.tokens.count, next.done + limit - pack.rows)
            pack.append(
                tokens: next.prompt.tokens[next.done..<end], adapter: next.prompt.adapter,
                cache: KVCache(shared: next.beginning, own: next.own))
            if end < next.prompt.tokens.count {
                work.stages[0][0].done = end
                break
            }
            if next.index != nil { complete.append((next, pack.rows - 1)) }
            work.stages[0].removeFirst()
        }
        work.stages.removeAll(where: \.isEmpty)
        let top = transformer.run(pack)
        tokens += pack.rows
        guard !complete.isEmpty else { return }
        let result = head.run(top, rows: complete.map(\.row))
        for (place, entry) in complete.enumerated() {
            guard let index = entry.prompt.index else { continue }
            body(
                index, entry.prompt.beginning + [KVRun(entry.prompt.own)], result.logits.slice(row: place),
                result.isFinite(place))
        }
    }

    /// A prompt, or the beginning of several (without a place), that is not computed to its end.
    fileprivate struct Pending {
        let index: Int?
        let prompt: Prompt
        var done: Int
        /// The beginning that it shares with others of its work.
        let prefix: KVSegment?
        let own: KVSegment

        /// What stands before its own keys and values.
        var beginning: [KVRun] { prompt.known + (prefix.map { [KVRun($0)] } ?? []) }
    }

    private func segment(capacity: Int) -> KVSegment {
        KVSegment(transformer.configuration, capacity: capacity)
    }

    /// Indices of prompts with the same adapter, in order; one whose beginning is known stands by itself.
    private func groups(_ prompts: [Prompt]) -> [[Int]] {
        var groups: [[Int]] = []
        for index in prompts.indices {
            if let last = groups.last?.last, prompts[last].adapter === prompts[index].adapter,
                prompts[last].known.isEmpty, prompts[index].known.isEmpty
            {
                groups[groups.count - 1].append(index)
            } else {
                groups.append([index])
            }
        }
        return groups
    }

    /// How many tokens all prompts begin with alike; 0 when it is not worth sharing.
    ///
    /// The last token of a prompt is never shared: its logits are wanted.
    private func sharedLength(_ prompts: [Prompt]) -> Int {
        guard prompts.count > 1, let first = prompts.first?.tokens else { return 0 }
        var length = first.count - 1
        for prompt in prompts.dropFirst() {
            length = min(length, prompt.tokens.count - 1)
            var common = 0
            while common < length, prompt.tokens[common] == first[common] { common += 1 }
            length = common
        }
        return length >= PrefixCache.shortest ? length : 0
    }
}
