import LanguageModel

/// How self-edits are drawn; what is not given stays as the work has it.
package struct SamplingRequest: Codable, Sendable, Equatable {
    /// 0 always takes the most likely token.
    package var temperature: Float?
    /// Draws from the most likely tokens that together have this probability.
    package var topP: Float?

    /// A way of drawing.
    package init(temperature: Float? = nil, topP: Float? = nil) {
        self.temperature = temperature
        self.topP = topP
    }

    /// Work's own settings with what was asked for.
    func applied(to settings: SamplingOptions) -> SamplingOptions {
        var options = settings
        if let temperature { options.temperature = temperature }
        if let topP { options.topP = topP }
        return options
    }
}
