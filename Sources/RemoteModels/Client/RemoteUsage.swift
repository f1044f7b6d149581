import Synchronization

/// Adds up what answers of remote models have cost.
package final class RemoteUsage: Sendable {
    /// A cost in tokens.
    package struct Cost: Sendable, Equatable, Codable {
        /// Requests that were answered.
        package var requests = 0
        /// Tokens of their questions.
        package var promptTokens = 0
        /// Tokens of the answers.
        package var completionTokens = 0

        /// Nothing spent.
        package init() {}

        /// What was spent from an earlier cost to a later one.
        package static func - (later: Cost, earlier: Cost) -> Cost {
            var cost = later
            cost.requests -= earlier.requests
            cost.promptTokens -= earlier.promptTokens
            cost.completionTokens -= earlier.completionTokens
            return cost
        }

        private enum CodingKeys: String, CodingKey {
            case requests
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
        }
    }

    private let sum = Mutex(Cost())
    private let keeper = Mutex<(@Sendable () async throws -> Void)?>(nil)

    /// Nothing spent.
    package init() {}

    /// The cost so far; `nil` when nothing was answered.
    package var cost: Cost? {
        let cost = sum.withLock { $0 }
        return cost.requests > 0 ? cost : nil
    }

    /// Adds what answers have cost, those to an earlier process for example.
    package func add(_ cost: Cost) {
        sum.withLock {
            $0.requests += cost.requests
            $0.promptTokens += cost.promptTokens
            $0.completionTokens += cost.completionTokens
        }
    }

    /// Has `keep` called after every answer, before it is used; nil ends that.
    package func afterEachAnswer(_ keep: (@Sendable () async throws -> Void)?) {
        keeper.withLock { $0 = keep }
    }

    /// Adds what an answer has cost, and has it kept.
    ///
    /// - Throws: What keeping it throws.
    func add(_ reply: ChatReply) async throws {
        var cost = Cost()
        cost.requests = 1
        cost.promptTokens = reply.promptTokens
        cost.completionTokens = reply.completionTokens
        add(cost)
        try await keeper.withLock { $0 }?()
    }
}
