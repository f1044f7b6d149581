import Tokenizers

/// Continuous batched generation: rows join when there is room and leave when they are done; every row may
/// use its own adapter; samples of one prompt, and prompts that begin alike, share keys and values.
final class Generator {
    /// Rows decoded at once; beyond this a step's cost grows as fast as its yield.
    static let rowLimit = 64
    /// Rows of prompts computed in one pass.
    static let prefillLimit = 1024
    /// Tokens of cache that a row is given at a time.
    private static let cacheStep = 128

    private let transformer: Transformer
    /// Its last step, with memory for the logits of about ``rowLimit`` rows.
    let head: OutputHead
    /// Computes its prompts.
    let prefill: Prefill
    private let tokenizer: Tokenizer
    private let endTokens: Set<Int32>

    init(_ transformer: Transformer, tokenizer: Tokenizer, endTokens: Set<Int32>) {
        self.transformer = transformer
        head = OutputHead(transformer)
        prefill = Prefill(transformer)
        self.tokenizer = tokenizer
        self.endTokens = endTokens
    }

    /// Answers all requests; result [request][sample].
    ///
    /// `cacheTokens` bounds the tokens whose keys and values are there at the same time, as far as requests go one after
    /// the other; `onText` is told pieces of text as they are certain.
    ///
    /// - Throws: `CancellationError` when `shouldStop` says so between two steps.
    func run(
        _ requests: [GenerationRequest], cacheTokens: Int = .max, onText: ((GenerationEvent) -> Void)?,
        progress: (_ tokens: Int) -> Void,
        shouldStop: () -> Bool
    ) throws -> [[Generation]] {
        var results = requests.map { [Generation?](repeating: nil, count: $0.samples) }
        var waiting = admissionOrder(requests)[...]
        var rows: [DecodingRow] = []
        var tokens = 0
        while !waiting.isEmpty || !rows.isEmpty {
            if shouldStop() { throw CancellationError() }
            let held = Set(rows.map(\.request)).map { cachedTokens(of: requests[$0]) }.reduce(0, +)
            let admitted = admit(
                &waiting, requests, room: Self.rowLimit - rows.count - rows.count { $0.guide != nil },
                tokens: cacheTokens - held)
            if !admitted.isEmpty {
                let joined = try start(admitted, requests, onText: onText, shouldStop: shouldStop)
                tokens += joined.count
                rows += joined
                // Rows of one adapter must stand together; the order is that of the first request to use it.
                rows.sort { ($0.order, $0.request, $0.sample) < ($1.order, $1.request, $1.sample) }
            } else {
                step(rows, onText: onText)
                tokens += rows.count
            }
            progress(tokens)
            for row in rows where row.isFinished { results[row.request][row.sample] = row.generation }
            rows.removeAll(where: \.isFinished)
        }
        return results.map { $0.compactMap { $0 } }
    }

    /// Requests whose adapters are the same, one after the other.
    private func admissionOrder(_ requests: [GenerationRequest]) -> [(request: Int, order: Int)] {
        var orders: [ObjectIdentifier?: Int] = [:]
        return requests.enumerated().map { index, request in
            let key = request.adapter.map(ObjectIdentifier.init)
            let order = orders[key] ?? orders.count
            orders[key] = order
            return (index, order)
        }.sorted { ($0.order, $0.request) < ($1.order, $1.request) }
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
    private func admit(
        _ waiting: inout ArraySlice<(request: Int, order: Int)>, _ requests: [GenerationRequest], room: Int,
        tokens: Int
    ) -> [(request: Int, order: Int)] {
        guard room >= Self.rowLimit / 4 else { return [] }
        var (room, tokens) = (room, tokens)
        var admitted: [(request: Int, order: Int)] = []
        while let next = waiting.first, admitted.isEmpty || rows(of: requests[next.request]) <= room {
            let needed = cachedTokens(of: requests[next.request])
            // What nothing else is beside has to be answered, whatever it takes.
            let isAlone = admitted.isEmpty && room == Self.rowLimit
            guard isAlone || needed <= tokens else { break }
            tokens -= needed
            room -= rows(of: requests[next.request])
            admitted.append(next)
            waiting.removeFirst()
        }
        return admitted
    }

    /// Computes the prompts and draws the first token of every sample.
    private func start(
        _ admitted: [(request: Int, order: Int)], _ requests: [GenerationRequest],
        onText: ((GenerationEvent) -> Void)?, shouldStop: () -> Bool
    ) throws -> [DecodingRow] {
        let prompts = admitted.map {
            Prefill.Prompt(tokens: requests[$0.request].prompt, adapter: requests[$0.request].adapter)
        }
        let guides = try guides(of: admitted.map { requests[$0.request] }, shouldStop: shouldStop)
        var rows: [DecodingRow] = []
        try prefill.run(prompts, shouldStop: shouldStop) { index, cache, logits, isFinite in
            let request = requests[admitted[index].request]
            for sample in 0..<request.samples {
                let row = self.row(
                    request, index: admitted[index].request, sample: sample, order: admitted[index].order,
                    cache: cache)
                // Drawing changes them, and other samples begin with the same.
                let own = logits.copied()
                withExtendedLifetime(own) {
                    if let guide = guides[index] {
                        row.guide = guide.cache(segment(for: request, used: 0, position: guide.length))
                        request.guidance?.lead(own.row, awayFrom: guide.logits.row)
                    }
                    row.accept(logits: own.row, isFinite: isFinite && guides[index]?.isFinite ?? true)
                }
                row.report(to: onText)
                rows.append(row)
            }
        }
        return rows
    }

    /// A prompt that answers are led away from, computed.
    private struct Guide {
        let prompt: [KVSegment]
        /// Tokens of the prompt.
        let length: Int
        /// What is likely behind it.
        let logits: FloatBuffer
        let isFinite: Bool

        /// Its keys and values, with room for an answer's.
        func cache(_ own: KVSegment) -> KVCache { KVCache(shared: prompt, own: own) }
    }

    /// The prompts that requests are led away from, by the requests' places.
    private func guides(
        of requests: [GenerationRequest], shouldStop: () -> Bool
    ) throws -> [Int: Guide] {
        let guided = requests.indices.compactMap { place in
            requests[place].guidance.map {
                (place, Prefill.Prompt(tokens: $0.prompt, adapter: requests[place].adapter))
            }
        }
        var guides: [Int: Guide] = [:]
        try prefill.run(guided.map(\.1), shouldStop: shouldStop) { index, cache, logits, isFinite in
            guides[guided[index].0] = Guide(
                prompt: cache, length: guided[index].1.tokens.count, logits: logits.copied(),
                isFinite: isFinite)
        }
        return guides
    }

    /// A sample whose prompt is in the cache.
    func row(
        _ request: GenerationRequest, index: Int, sample: Int, order: Int, cache: [KVSegment]
    ) -> DecodingRow {
        DecodingRow(
            request, index: index, sample: sample, order: order,
            cache: KVCache(
                shared: cache, own: segment(for: request, used: 0, position: request.prompt.count)),
            tokenizer: tokenizer, endTokens: request.stopTokens ?? endTokens,
            contextLength: transformer.configuration.contextLength)
    }

    private func segment(for request: GenerationRequest, used: Int, position: Int) -> KVSegment {
        let window = transformer.configuration.contextLength - position
        let wanted = min(request.maxTokens - used, window, Self.cacheStep)
        return KVSegment(transformer.configuration, capacity: max(1, wanted))
    }

    /// One more token for every row.
    func step(_ rows: [DecodingRow], onText: ((GenerationEvent) -> Void)?) {
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
        for row in rows { row.report(to: onText) }
    }

    /// Puts a row's last token behind one of its caches, which gets more room when it is full.
    private func append(_ cache: inout KVCache, of row: DecodingRow, to pack: inout Pack) {
        if cache.own.count == cache.own.capacity {
            cache.shared.append(cache.own)
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
