import Synchronization

/// Adds up what answers of remote models have cost.
package final class RemoteUsage: Sendable {
    /// A cost in tokens.
    package struct Cost: Sendable, Equatable, Encodable {
        /// Requests that were answered.
        package var requests = 0
        /// Tokens of their questions.
        package var promptTokens = 0
        /// Tokens of the answers.
        package var completionTokens = 0

        private enum CodingKeys: String, CodingKey {
            case requests
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
        }
    }

    private let sum = Mutex(Cost())

    /// Nothing spent.
    package init() {}

    /// The cost so far; `nil` when nothing was answered.
    package var cost: Cost? {
        let cost = sum.withLock { $0 }
        return cost.requests > 0 ? cost : nil
    }

    func add(_ reply: ChatReply) {
        sum.withLock {
            $0.requests += 1
            $0.promptTokens += reply.promptTokens
            $0.completionTokens += reply.completionTokens
        }
    }
}
