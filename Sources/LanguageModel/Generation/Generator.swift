import Tokenizers

/// Continuous batched generation: requests join when there is room and leave when they are done; every row may
/// use its own adapter; samples of one prompt, and prompts that begin alike, share keys and values.
final class Generator {
    /// Rows decoded at once; beyond this a step's cost grows as fast as its yield.
    static let rowLimit = 64
    /// Rows of prompts computed in one pass, at the most.
    static let prefillLimit = 1024
    /// Tokens of cache that a row is given at a time.
    private static let cacheStep = 128

    private let transformer: Transformer
    /// Its last step, with memory for the logits of about ``rowLimit`` rows.
    let head: OutputHead
    /// Computes its prompts.
    let prefill: Prefill
    private let prefixes: PrefixCache
    private let tokenizer: Tokenizer
    private let endTokens: Set<Int32>

    /// Tokens whose keys and values may be there at the same time, as far as requests go one after the other.
    var cacheTokens = Int.max
    private var waiting: [Entry] = []
    private var admission: Admission?
    private var rows: [DecodingRow] = []
    private var serial = 0

    /// A request on its way.
    private struct Entry {
        let job: GenerationJob
        /// Its place in the job.
        let index: Int
        /// Its place among all requests.
        let serial: Int
        /// Place of its adapter among those in use: rows of one adapter must stand together.
        let order: Int

        var request: GenerationRequest { job.requests[index] }
    }

    /// Requests whose prompts are being computed.
    private struct Admission {
        let entries: [Entry]
        /// Places of those that are led away from another prompt.
        let guided: [Int]
        var guideWork: Prefill.Work
        var promptWork: Prefill.Work
        var guides: [Int: Guide] = [:]
    }

    /// A generator that computes at most `prefillRows` of prompts in one pass, and keeps keys and values of `prefixTokens`
    /// tokens for requests that somebody waits for.
    init(
        _ transformer: Transformer, tokenizer: Tokenizer, endTokens: Set<Int32>,
        prefillRows: Int = prefillLimit, prefixTokens: Int = 0
    ) {
        self.transformer = transformer
        head = OutputHead(transformer)
        prefill = Prefill(transformer, limit: prefillRows)
        prefixes = PrefixCache(transformer.configuration, limit: prefixTokens)
        self.tokenizer = tokenizer
        self.endTokens = endTokens
    }

    /// Takes in a job; those whose adapters are the same stand one after the other.
    func add(_ job: GenerationJob) {
        var orders: [(adapter: Adapter?, order: Int)] =
            rows.map { ($0.requestValue.adapter, $0.order) }
            + (admission?.entries ?? []).map { ($0.request.adapter, $0.order) }
            + waiting.map { ($0.request.adapter, $0.order) }
        func order(of adapter: Adapter?) -> Int {
            if let known = orders.first(where: { $0.adapter === adapter }) { return known.order }
            orders.append((adapter, (orders.map(\.order).max() ?? 0) + 1))
            return orders[orders.count - 1].order
        }
        waiting += job.requests.indices.map { index in
            serial += 1
            return Entry(
                job: job, index: index, serial: serial, order: order(of: job.requests[index].adapter))
        }.sorted { ($0.order, $0.serial) < ($1.order, $1.serial) }
    }

    /// Tokens whose keys and values are there, or may come to be.
    var heldTokens: Int {
        prefixes.count
            + Dictionary(
                rows.map { ($0.serial, cachedTokens(of: $0.requestValue)) }, uniquingKeysWith: { $1 }
            )
            .values.reduce(0, +)
    }

    /// Tokens of prompts that were computed so far.
    var promptTokens: Int { prefill.tokens }

    /// Forgets the beginnings that are kept.
    func forgetPrefixes() { prefixes.shrink(to: 0) }

    /// The adapters of what it is at work on, some more than once.
    var adapters: [Adapter] {
        (waiting.map(\.request) + (admission?.entries ?? []).map(\.request) + rows.map(\.requestValue))
            .compactMap(\.adapter)
    }

    /// Lets go what nobody waits for any longer, and lets in what there is room for.
    ///
    /// - Returns: What waits now.
    func prepare(isTraining: Bool = false) -> Turns.Queue {
        drop()
        if admission == nil { admit() }
        return Turns.Queue(
            hasPrompts: admission != nil, hasAnswers: !rows.isEmpty, isTraining: isTraining)
    }

    /// Does what it is the turn of.
    func take(_ turn: Turns.Turn) {
        switch turn {
        case .prefill: readPrompts()
        case .decode: decode()
        case .train, .rest: break
        }
    }

    /// Answers a job before anything else is done.
    ///
    /// - Throws: `CancellationError` when `shouldStop` says so between two steps.
    func run(_ job: GenerationJob, shouldStop: () -> Bool) throws -> [[Generation]] {
        add(job)
        var turns = Turns()
        while !job.isOver {
            if shouldStop() { job.cancel() }
            let turn = turns.next(prepare())
            take(turn)
            turns.took(turn, seconds: 0)
        }
        guard let answers = job.answers else { throw CancellationError() }
        return answers
    }

    private func drop() {
        let gone = Set(
            (waiting.map(\.job) + (admission?.entries.map(\.job) ?? []) + rows.map(\.job))
                .filter(\.isCancelled).map(ObjectIdentifier.init))
        guard !gone.isEmpty else { return }
        func isGone(_ job: GenerationJob) -> Bool { gone.contains(ObjectIdentifier(job)) }
        for job in waiting.map(\.job) where isGone(job) { job.drop() }
        waiting.removeAll { isGone($0.job) }
        if var open = admission {
            let (jobs, guided) = (open.entries.map(\.job), open.guided)
            for job in jobs where isGone(job) { job.drop() }
            open.guideWork.drop { isGone(jobs[guided[$0]]) }
            open.promptWork.drop { isGone(jobs[$0]) }
            admission = open.promptWork.isDone ? nil : open
        }
        for job in rows.map(\.job) where isGone(job) { job.drop() }
        rows.removeAll { isGone($0.job) }
    }

    /// Tokens whose keys and values are there when a request's answers are as long as they may be.
    private func cachedTokens(of request: GenerationRequest) -> Int {
        [request.prompt, request.guidance?.prompt].compactMap(\.self).map { prompt in
            let window = transformer.configuration.contextLength - prompt.count
            return prompt.count + request.samples * min(request.maxTokens, window)
        }.reduce(0, +)
    }

    /// Rows that a step computes for a request.
    private func rows(of request: GenerationRequest) -> Int {
        request.samples * (request.guidance == nil ? 1 : 2)
    }

    /// Takes from the queue what there is room for; waits until a good part of the batch is free, since a
    /// prompt computed alone costs nearly as much as several.
    private func admit() {
        var room = Self.rowLimit - rows.count - rows.count { $0.guide != nil }
        guard !waiting.isEmpty, room >= Self.rowLimit / 4 else { return }
        var held: [Int: Int] = [:]
        for row in rows { held[row.serial] = cachedTokens(of: row.requestValue) }
        var tokens = cacheTokens - held.values.reduce(0, +)
        var admitted: [Entry] = []
        while let next = waiting.first, admitted.isEmpty || rows(of: next.request) <= room {
            let needed = cachedTokens(of: next.request)
            // What nothing else is beside has to be answered, whatever it takes.
            guard admitted.isEmpty && rows.isEmpty || needed <= tokens else { break }
            prefixes.shrink(to: max(0, tokens - needed))
            tokens -= needed
            room -= rows(of: next.request)
            admitted.append(next)
            waiting.removeFirst()
        }
        guard !admitted.isEmpty else { return }
        let guided = admitted.indices.filter { admitted[$0].request.guidance != nil }
        admission = Admission(
            entries: admitted, guided: guided,
            guideWork: prefill.begin(
                guided.compactMap { place in
                    admitted[place].request.guidance.map {
                        Prefill.Prompt(tokens: $0.prompt, adapter: admitted[place].request.adapter)
                    }
                }),
            promptWork: prefill.begin(
                admitted.map(\.request).map { request in
                    Prefill.Prompt(
                        tokens: request.prompt, adapter: request.adapter,
                        known: request.isInteractive
                            ? prefixes.beginning(of: request.prompt, adapter: request.adapter) : [])
                }))
    }

    /// A pass over prompts; draws the first token of every sample whose prompt is computed.
    private func readPrompts() {
        guard var open = admission else { return }
        if open.guideWork.isDone {
            prefill.advance(&open.promptWork) { [entries = open.entries, guides = open.guides] in
                begin(entries[$0], guides[$0], cache: $1, $2, isFinite: $3)
            }
        } else {
            var guides = open.guides
            prefill.advance(&open.guideWork) { [entries = open.entries, guided = open.guided] in
                let place = guided[$0]
                guides[place] = Guide(
                    prompt: $1, length: entries[place].request.guidance?.prompt.count ?? 0,
                    logits: $2.copied(), isFinite: $3)
            }
            open.guides = guides
        }
        admission = open.promptWork.isDone ? nil : open
    }

    /// The samples of a prompt that is computed, each with its first token.
    private func begin(
        _ entry: Entry, _ guide: Guide?, cache: [KVRun], _ logits: Matrix, isFinite: Bool
    ) {
        let request = entry.request
        let begun = (0..<request.samples).map { sample in
            let row = DecodingRow(
                request, of: entry.job, place: entry.index, sample: sample, serial: entry.serial,
                order: entry.order, cache: self.cache(of: request, behind: cache), tokenizer: tokenizer,
                endTokens: request.stopTokens ?? endTokens,
                contextLength: transformer.configuration.contextLength)
            // Drawing changes them, and other samples begin with the same.
            let own = logits.copied()
            withExtendedLifetime(own) {
                if let guide {
                    row.guide = guide.cache(segment(for: request, used: 0, position: guide.length))
                    request.guidance?.lead(own.row, awayFrom: guide.logits.row)
                }
                row.accept(logits: own.row, isFinite: isFinite && guide?.isFinite ?? true)
            }
            return row
        }
        rows += begun
        rows.sort { ($0.order, $0.serial, $0.sample) < ($1.order, $1.serial, $1.sample) }
        conclude(begun)
    }

    /// A prompt that answers are led away from, computed.
    private struct Guide {
        let prompt: [KVRun]
        /// Tokens of the prompt.
        let length: Int
        /// What is likely behind it.
        let logits: FloatBuffer
        let isFinite: Bool

        /// Its keys and values, with room for an answer's.
        func cache(_ own: KVSegment) -> KVCache { KVCache(shared: prompt, own: own) }
    }

    /// The cache of an answer behind a prompt that is computed.
    func cache(of request: GenerationRequest, behind prompt: [KVRun]) -> KVCache {
        KVCache(shared: prompt, own: segment(for: request, used: 0, position: request.prompt.count))
    }

    /// A sample of a request that stands in no job, whose prompt is in the cache.
    func row(_ request: GenerationRequest, order: Int, cache: [KVRun]) -> DecodingRow {
        DecodingRow(
            request, of: GenerationJob([request]), place: 0, sample: 0, serial: 0, order: order,
            cache: self.cache(of: request, behind: cache), tokenizer: tokenizer,
            endTokens: request.stopTokens ?? endTokens,
            contextLength: transformer.configuration.contextLength)
    }

    private func segment(for request: GenerationRequest, used: Int, position: Int) -> KVSegment {
        let window = transformer.configuration.contextLength - position
        let wanted = min(request.maxTokens - used, window, Self.cacheStep)
        return KVSegment(transformer.configuration, capacity: max(1, wanted))
    }

    /// A token more of every answer.
    private func decode() {
        let stepped = rows
        step(stepped)
        conclude(stepped)
    }

    /// Tells the jobs what came of a step, and lets go the rows that are finished.
    private func conclude(_ stepped: [DecodingRow]) {
        for row in stepped { row.report() }
        var place = 0
        while place < stepped.count {
            let job = stepped[place].job
            let end = stepped[place...].firstIndex { $0.job !== job } ?? stepped.count
            job.count(end - place)
            place = end
        }
        for row in stepped where row.isFinished {
            if row.requestValue.isInteractive, row.sample == 0 { keep(row) }
            row.job.finish(row.generation, request: row.place, sample: row.sample)
        }
        rows.removeAll(where: \.isFinished)
    }

    /// Keeps the keys and values of what was read and written, for whoever goes on from there.
    private func keep(_ row: DecodingRow) {
        let cached = row.cache.count
        let tokens = (row.requestValue.prompt + row.tokens).prefix(cached)
        prefixes.keep(
            Array(tokens), adapter: row.requestValue.adapter, runs: row.cache.shared + [KVRun(row.cache.own)])
    }

    /// One more token for every row.
    func step(_ rows: [DecodingRow]) {
        var pack = Pack()
        var places: [(own: Int, guide: Int?)] = []
        for row in rows {
            // What leads a row away stands behind it: rows of one adapter stay together.
            let place = places.last.map { ($0.guide ?? $0.own) + 1 } ?? 0
            places.append((place, row.guide == nil ? nil : place + 1))
            append(&row.cache, of: row, to: &pack)
            if var guide = row.guide {
                append(&guide, of: row, to: &pack)
                row.guide = guide
            }
        }
        let top = transformer.run(pack)
        let result = head.run(top, rows: Array(0..<pack.rows))
        transformer.pool.run(rows.count) { index, _ in
            let (own, guide) = places[index]
            let logits = result.logits.slice(row: own)
            let isFinite = result.isFinite(own) && guide.map(result.isFinite) ?? true
            if let guide {
                rows[index].requestValue.guidance?.lead(logits, awayFrom: result.logits.slice(row: guide))
            }
            rows[index].accept(logits: logits, isFinite: isFinite)
        }
    }

    /// Puts a row's last token behind one of its caches, which gets more room when it is full.
    private func append(_ cache: inout KVCache, of row: DecodingRow, to pack: inout Pack) {
        if cache.own.count == cache.own.capacity {
            cache.shared.append(KVRun(cache.own))
            cache.own = segment(for: row.requestValue, used: row.tokens.count, position: cache.count)
        }
        pack.append(tokens: CollectionOfOne(row.lastToken), adapter: row.requestValue.adapter, cache: cache)
    }
}

extension Matrix {
    /// A copy of a single row.
    fileprivate func copied() -> FloatBuffer {
        FloatBuffer(UnsafeBufferPointer(start: start, count: columns))
    }
}

extension FloatBuffer {
    /// All of it as a single row.
    fileprivate var row: Matrix { Matrix(start: start, rows: 1, columns: count) }
}
