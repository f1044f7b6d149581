/// A model at an address and how it is asked: all but the key, so that it may be stored.
package struct RemoteEndpoint: Sendable, Equatable, Codable {
    /// Where the server is.
    package var address: RemoteAddress
    /// What the server calls the model.
    package var model: String
    /// The environment variable that holds the key.
    package var keyVariable: String
    /// How long one answer may take, in seconds.
    package var timeout = standardTimeout
    /// The most requests at once.
    package var concurrency = standardConcurrency

    /// Seconds that an answer may take unless somebody says otherwise.
    package static let standardTimeout = 120.0
    /// Requests at once unless somebody says otherwise.
    package static let standardConcurrency = 4

    /// The variable that OpenAI's own programs read.
    package static let standardKeyVariable = "OPENAI_API_KEY"

    /// A model with the standard time-out and number of requests at once.
    package init(_ address: RemoteAddress, model: String, keyVariable: String = standardKeyVariable) {
        self.address = address
        self.model = model
        self.keyVariable = keyVariable
    }

    /// What decides its answers: the same model, asked in the standard way.
    ///
    /// How patiently it is asked, and with whose key, may change from one part of a job to the next.
    package var identity: RemoteEndpoint { RemoteEndpoint(address, model: model) }
}
