import Files
import LanguageModel

/// A model behind an address that speaks OpenAI's protocol of chat completions.
package struct RemoteModel: Sendable {
    private let endpoint: RemoteEndpoint
    private let exchange: HTTPExchange
    private let usage: RemoteUsage
    private let pause: @Sendable (Duration) async throws -> Void

    /// A client for one model.
    ///
    /// - Parameters:
    ///   - endpoint: Where the model is and how it is asked.
    ///   - key: Sent with every request.
    ///   - usage: Told what answers cost.
    ///   - pause: Passes the time between retries.
    package init(
        _ endpoint: RemoteEndpoint, key: APIKey?, usage: RemoteUsage = RemoteUsage(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.endpoint = endpoint
        self.usage = usage
        self.pause = pause
        exchange = HTTPExchange(address: endpoint.address, key: key, timeout: endpoint.timeout)
    }

    /// Asks all requests, some at a time.
    ///
    /// - Parameters:
    ///   - requests: What is asked.
    ///   - onReply: Told each answer as it comes.
    /// - Returns: Answers in the order of the requests.
    /// - Throws: `Diagnosis` of the first request that has no answer after all retries; the others end
    ///   with it. `CancellationError`.
    package func answer(
        _ requests: [ChatRequest], onReply: (ChatReply) -> Void = { _ in }
    ) async throws -> [ChatReply] {
        try await withThrowingTaskGroup(of: (Int, ChatReply).self) { group in
            var replies = [ChatReply?](repeating: nil, count: requests.count)
            var waiting = requests.enumerated().makeIterator()
            func askNext() {
                guard let (index, request) = waiting.next() else { return }
                group.addTask { (index, try await answer(request, number: index)) }
            }
            for _ in 0..<max(1, endpoint.concurrency) { askNext() }
            while let (index, reply) = try await group.next() {
                replies[index] = reply
                onReply(reply)
                askNext()
            }
            return replies.compactMap { $0 }
        }
    }

    private func answer(_ request: ChatRequest, number: Int) async throws -> ChatReply {
        let body = try request.body(model: endpoint.model)
        var backoff = Backoff(seed: SeededGenerator.seed(UInt64(request.seed), stream: UInt64(number)))
        var attempts = 0
        while true {
            attempts += 1
            let failure: Diagnosis
            var asked: Duration?
            do {
                let response = try await exchange.post(body, bodyLimit: request.bodyLimit)
                guard response.status != 200 else { return try await read(response.body, to: request) }
                failure = exchange.failure(
                    response, model: endpoint.model, keyVariable: endpoint.keyVariable)
                asked = response.retryAfter
            } catch let error as Diagnosis {
                failure = error
            }
            let wait = max(backoff.wait(), asked ?? .zero)
            guard failure.code.isTransient, attempts <= Backoff.retries, wait <= Backoff.longest else {
                throw failure.after(attempts: attempts)
            }
            try await pause(wait)
        }
    }

    private func read(_ body: [UInt8], to request: ChatRequest) async throws -> ChatReply {
        // Where the end of a connection is that of the body, nothing else tells that there was more.
        guard !JSONEnding.isMissing(in: body) else { throw exchange.brokenOff }
        let reply: ChatReply
        do throws(ChatReply.Unreadable) {
            reply = try ChatReply(body, to: request)
        } catch {
            throw nonsense(error.problem)
        }
        try await usage.add(reply)
        return reply
    }

    /// The error of a server whose answers are of no use.
    func nonsense(_ problem: String) -> Diagnosis {
        Diagnosis(
            .nonsense, remote: endpoint.address, problem: problem,
            remedy: "check that \(endpoint.model) is a chat model of a server that speaks OpenAI's protocol")
    }
}
