/// How long a machine takes with a model, as measured: seconds for one of each.
public struct WorkRates: Sendable, Equatable, Codable {
    /// A token of a prompt.
    public var prompt: Double
    /// A pass that gives each text of a batch its next token.
    public var pass: Double
    /// A text's share of such a pass.
    public var token: Double
    /// A row (token) that several adapters on all layers are trained on.
    public var row: Double

    /// Rates as they were measured.
    public init(prompt: Double, pass: Double, token: Double, row: Double) {
        self.prompt = prompt
        self.pass = pass
        self.token = token
        self.row = row
    }

    /// Seconds of an amount of work.
    public func seconds(_ amount: WorkAmount) -> Double {
        amount.prompted * prompt + amount.passes * pass + amount.written * token + amount.effort * row
    }
}
