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
    /// Its last step, with memory for the logits of ``rowLimit`` rows.
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
                &waiting, requests, room: Self.rowLimit - rows.count, tokens: cacheTokens - held)
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
        let window = transformer.configuration.contextLength - request.prompt.count
        return request.prompt.count + request.samples * min(request.maxTokens, window)
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
        while let next = waiting.first, admitted.isEmpty || requests[next.request].samples <= room {
            let needed = cachedTokens(of: requests[next.request])
            // What nothing else is beside has to be answered, whatever it takes.
            let isAlone = admitted.isEmpty && room == Self.rowLimit
            guard isAlone || needed <= tokens else { break }
            tokens -= needed
            room -= requests[next.request].samples
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
        var rows: [DecodingRow] = []
        try prefill.run(prompts, shouldStop: shouldStop) { index, cache, logits, isFinite in
            let request = requests[admitted[index].request]
            for sample in 0..<request.samples {
                let row = self.row(
                    request, index: admitted[index].request, sample: sample, order: admitted[index].order,
                    cache: cache)
                // Drawing changes them, and other samples begin with the same.
                let own = FloatBuffer(UnsafeBufferPointer(start: logits.start, count: logits.columns))
                withExtendedLifetime(own) {
                    row.accept(
                        logits: Matrix(start: own.start, rows: 1, columns: own.count), isFinite: isFinite)
                }
                row.report(to: onText)
                rows.append(row)
            }
        }
        return rows
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
        for row in rows {
            if row.cache.own.count == row.cache.own.capacity {
                row.cache.shared.append(row.cache.own)
                row.cache.own = segment(
                    for: row.requestValue, used: row.tokens.count, position: row.cache.count)
            }
            pack.append(
                tokens: CollectionOfOne(row.lastToken), adapter: row.requestValue.adapter, cache: row.cache)
        }
        let top = transformer.run(pack)
        let result = head.run(top, rows: Array(0..<rows.count))
        transformer.pool.run(rows.count) { index, _ in
            rows[index].accept(
                logits: result.logits.slice(row: index), isFinite: result.isFinite(index))
        }
        for row in rows { row.report(to: onText) }
    }
}
