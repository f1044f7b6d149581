import Tokenizers

/// One sample that is being decoded.
final class DecodingRow {
    /// Whose it is.
    let job: GenerationJob
    /// Its request's place in the job.
    let place: Int
    let sample: Int
    /// Its request's place among all.
    let serial: Int
    /// Place of its adapter among those in use.
    let order: Int
    let requestValue: GenerationRequest
    var cache: KVCache
    /// Keys and values of the prompt that it is led away from, with the same answer behind it.
    var guide: KVCache?
    private(set) var tokens: [Int32] = []
    private(set) var lastToken: Int32 = 0
    private(set) var isFinished = false

    private let endTokens: Set<Int32>
    private let contextLength: Int
    private var sampler: Sampler
    private var seen: Set<Int32>
    private var detokenizer: StreamingDetokenizer
    private var filter: StopFilter
    private var text = ""
    private var reported = 0
    private var finishReason = Generation.FinishReason.length

    init(
        _ request: GenerationRequest, of job: GenerationJob, place: Int, sample: Int, serial: Int, order: Int,
        cache: KVCache, tokenizer: Tokenizer, endTokens: Set<Int32>, contextLength: Int
    ) {
        self.job = job
        self.place = place
        self.sample = sample
        self.serial = serial
        self.order = order
        requestValue = request
        self.cache = cache
        self.endTokens = endTokens
        self.contextLength = contextLength
        sampler = Sampler(
            request.sampling, generator: SeededGenerator(seed: request.seed, stream: UInt64(sample)))
        seen = request.sampling.repetitionPenalty == 1 ? [] : Set(request.prompt)
        detokenizer = StreamingDetokenizer(tokenizer)
        filter = StopFilter(request.stop)
        if request.maxTokens < 1 { isFinished = true }
    }

    /// Draws the next token from `logits` ([1, vocabulary], overwritten) and decides whether the answer ends, as it does
    /// where logits are no numbers (`isFinite`).
    func accept(logits: Matrix, isFinite: Bool) {
        guard !isFinished else { return }
        guard isFinite else { return finish(.overflow) }
        lastToken = sampler.draw(logits, seen: seen)
        if endTokens.contains(lastToken) { return finish(.stop) }
        tokens.append(lastToken)
        if requestValue.sampling.repetitionPenalty != 1 { seen.insert(lastToken) }
        text += filter.append(detokenizer.append(lastToken))
        if filter.isStopped { return finish(.stop) }
        let longest = max(requestValue.prompt.count, requestValue.guidance?.prompt.count ?? 0)
        if tokens.count >= requestValue.maxTokens || longest + tokens.count >= contextLength {
            finish(.length)
        }
    }

    /// Tells the job the text that came since the last call.
    func report() {
        guard text.utf8.count > reported else { return }
        let new = String(decoding: text.utf8.dropFirst(reported), as: UTF8.self)
        reported = text.utf8.count
        job.report(new, request: place, sample: sample)
    }

    /// The answer so far.
    var generation: Generation { Generation(text: text, tokens: tokens, finishReason: finishReason) }

    private func finish(_ reason: Generation.FinishReason) {
        if !filter.isStopped {
            text += filter.append(detokenizer.finish())
            text += filter.finish()
        }
        finishReason = filter.isStopped ? .stop : reason
        isFinished = true
    }
}
