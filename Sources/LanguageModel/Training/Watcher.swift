/// Asks adapters under training what a ``TrainingWatch`` wants to know, and the base once.
///
/// Prompts are computed once for both figures, and the base's answers in one pass behind them: that gives the
/// divergence, and as much of the adapter's own answers as is the same; what is left of them is decoded token by token.
/// Scratch memory is shared with whoever trains; it is free between two passes.
package final class Watcher {
    /// What is asked.
    let probes: TrainingWatch.Probes
    /// Says when a training stops.
    var verdict: @Sendable (TrainingLook, TrainingJob) -> String?
    /// Tokens whose keys and values there is room for; those of one adapter's probes are taken in any case.
    var cacheTokens = Int.max

    private let transformer: Transformer
    private let generator: Generator
    private var base: Base?

    /// What the base answers, and how likely it finds each next token there.
    private struct Base {
        let answers: [Generation]
        let likelihoods: Likelihoods
        let memory: FloatBuffer
    }

    /// A place is where the next token is one of an answer of the base, or the one after it.
    private typealias Figure = (_ place: Int, _ logits: Matrix) -> Double

    /// A watcher that answers with a generator.
    init(_ watch: TrainingWatch, _ transformer: Transformer, _ generator: Generator) {
        probes = watch.probes
        verdict = watch.verdict
        self.transformer = transformer
        self.generator = generator
    }

    /// Floats that are kept of the base at the most.
    static func keptFloats(_ probes: TrainingWatch.Probes, vocabulary: Int) -> Int {
        probes.prompts.count * (probes.maxTokens + 1) * Matrix.paddedStride(vocabulary)
    }

    /// Looks at adapters, as many at a time as there is room for; `steps` are those that each has made.
    ///
    /// - Throws: `CancellationError` when `shouldStop` says so.
    func look(
        at adapters: [Adapter], steps: [Int], shouldStop: () -> Bool
    ) throws -> [TrainingLook] {
        let base = try base ?? ask(shouldStop)
        self.base = base
        let room = min(
            Generator.rowLimit / max(1, probes.prompts.count), cacheTokens / max(1, probes.cachedTokens))
        let together = max(1, room)
        return try stride(from: 0, to: adapters.count, by: together).flatMap { first in
            let part = first..<min(first + together, adapters.count)
            let (figures, rows) = try read(
                Array(adapters[part]), base.answers, { base.likelihoods.divergence(of: $1, at: $0) },
                shouldStop)
            var open = rows.filter { !$0.isFinished }
            while !open.isEmpty {
                if shouldStop() { throw CancellationError() }
                generator.step(open)
                open.removeAll(where: \.isFinished)
            }
            let count = probes.prompts.count
            return part.map { index in
                let place = index - first
                return TrainingLook(
                    step: steps[index],
                    divergence: figures[place].reduce(0, +) / Double(max(1, figures[place].count)),
                    answers: rows[place * count..<(place + 1) * count].map(\.generation.text),
                    baseAnswers: base.answers.map(\.text))
            }
        }
    }

    private func ask(_ shouldStop: () -> Bool) throws -> Base {
        generator.cacheTokens = cacheTokens
        let answers = try generator.run(
            GenerationJob(probes.prompts.map { request($0, nil) }), shouldStop: shouldStop
        ).compactMap(\.first)
        let places = answers.map { $0.tokens.count + 1 }.reduce(0, +)
        let vocabulary = transformer.configuration.vocabulary
        let stride = Matrix.paddedStride(vocabulary)
        let memory = FloatBuffer(uninitialisedCount: places * stride)
        let probabilities = Matrix(
            start: memory.start, rows: places, columns: vocabulary, stride: stride)
        let negentropies = try read(
            [nil], answers,
            { place, logits in logits.negentropy(keeping: probabilities.slice(row: place)) }, shouldStop
        ).figures[0]
        return Base(
            answers: answers,
            likelihoods: Likelihoods(probabilities: probabilities, negentropies: negentropies), memory: memory
        )
    }

    private func request(_ prompt: [Int32], _ adapter: Adapter?) -> GenerationRequest {
        GenerationRequest(prompt: prompt, adapter: adapter, maxTokens: probes.maxTokens, stop: probes.stop)
    }

    /// Lets adapters (`nil`: the base) read the base's answers.
    ///
    /// - Returns: A figure of each place, [adapter][place]; and each adapter's own answers as far as they are the base's
    ///   with one token more, by adapter and probe.
    private func read(
        _ adapters: [Adapter?], _ answers: [Generation], _ figure: Figure, _ shouldStop: () -> Bool
    ) throws -> (figures: [[Double]], rows: [DecodingRow]) {
        let places = Places(answers)
        var figures = [Double](repeating: 0, count: adapters.count * places.count)
        let begun = try readPrompts(adapters, places, figure, &figures, shouldStop)
        if shouldStop() { throw CancellationError() }
        readAnswers(answers, begun, places, figure, &figures)
        for row in begun { row.cache.own.shorten(to: max(0, row.tokens.count - 1)) }
        return (
            adapters.indices.map { Array(figures[$0 * places.count..<($0 + 1) * places.count]) }, begun
        )
    }

    /// Where the places of each probe begin among all of an adapter's.
    private struct Places {
        let starts: [Int]
        let count: Int

        init(_ answers: [Generation]) {
            var starts: [Int] = []
            var count = 0
            for answer in answers {
                starts.append(count)
                count += answer.tokens.count + 1
            }
            self.starts = starts
            self.count = count
        }
    }

    /// Computes the prompts under each adapter: the first place of each probe, and the first token of each answer.
    private func readPrompts(
        _ adapters: [Adapter?], _ places: Places, _ figure: Figure, _ figures: inout [Double],
        _ shouldStop: () -> Bool
    ) throws -> [DecodingRow] {
        let count = probes.prompts.count
        let asked = adapters.flatMap { adapter in probes.prompts.map { request($0, adapter) } }
        var rows: [DecodingRow?] = asked.map { _ in nil }
        try generator.prefill.run(
            asked.map { Prefill.Prompt(tokens: $0.prompt, adapter: $0.adapter) }, shouldStop: shouldStop
        ) { index, cache, logits, isFinite in
            let row = generator.row(asked[index], order: index / count, cache: cache)
            let place = places.starts[index % count]
            figures[index / count * places.count + place] = figure(place, logits)
            row.accept(logits: logits, isFinite: isFinite)
            rows[index] = row
        }
        return rows.compactMap { $0 }
    }

    /// Reads the base's answers behind the prompts, all in one pack: the other places, and what a row goes on with for as
    /// long as it says what the base does.
    private func readAnswers(
        _ answers: [Generation], _ rows: [DecodingRow], _ places: Places, _ figure: Figure,
        _ figures: inout [Double]
    ) {
        let count = probes.prompts.count
        var pack = Pack()
        // Where the figure of each row of the pack goes, and whose next token it may be.
        var targets: [(figure: Int, place: Int, row: DecodingRow, token: Int)] = []
        for (index, row) in rows.enumerated() {
            let tokens = answers[index % count].tokens
            guard !tokens.isEmpty else { continue }
            pack.append(tokens: tokens, adapter: row.requestValue.adapter, cache: row.cache)
            for token in tokens.indices {
                let place = places.starts[index % count] + token + 1
                targets.append((index / count * places.count + place, place, row, token))
            }
        }
        guard pack.rows > 0 else { return }
        let top = transformer.run(pack)
        for first in stride(from: 0, to: targets.count, by: Generator.rowLimit) {
            let part = Array(targets[first..<min(first + Generator.rowLimit, targets.count)])
            let result = generator.head.run(top, rows: Array(first..<first + part.count))
            let logits = result.logits
            figures.withUnsafeMutableBufferPointer { figures in
                guard let figures = figures.baseAddress else { return }
                transformer.pool.run(part.count) { index, _ in
                    figures[part[index].figure] = figure(part[index].place, logits.slice(row: index))
                }
            }
            for (index, target) in part.enumerated() {
                // Its own answer is the base's so far: this is its next token, too.
                let row = target.row
                guard row.tokens.count == target.token + 1, pack.tokens[first + index] == row.lastToken
                else { continue }
                row.accept(logits: logits.slice(row: index), isFinite: result.isFinite(index))
            }
        }
    }
}
