import LanguageModel

/// How much there is to compute, by what a model's time goes to.
///
/// Amounts are expectations, hence no whole numbers.
public struct WorkAmount: Sendable, Equatable, Codable {
    /// Tokens of prompts, computed many at a time.
    public var prompted = 0.0
    /// Passes over the weights while texts are written: one gives each text of a batch its next token.
    public var passes = 0.0
    /// Tokens written, those of all texts together.
    public var written = 0.0
    /// Rows (tokens) trained on, over all epochs.
    public var trained = 0.0
    /// The same in rows that are as much work as those of an adapter on all layers.
    public var effort = 0.0

    /// Nothing to do.
    public init() {}

    /// One after the other.
    public static func + (one: WorkAmount, other: WorkAmount) -> WorkAmount {
        var sum = one
        sum.prompted += other.prompted
        sum.passes += other.passes
        sum.written += other.written
        sum.trained += other.trained
        sum.effort += other.effort
        return sum
    }

    /// As much as several times the amount.
    public static func * (count: Double, amount: WorkAmount) -> WorkAmount {
        var product = amount
        product.prompted *= count
        product.passes *= count
        product.written *= count
        product.trained *= count
        product.effort *= count
        return product
    }
}

extension WorkAmount {
    /// Texts that are decoded at once.
    private static let width = 64.0

    /// Answering requests in one batch, each `samples` times; prompts are computed once.
    static func answering(_ requests: [ItemOutlook.Request], samples: Int = 1) -> WorkAmount {
        var amount = WorkAmount()
        amount.prompted = Double(requests.map(\.prompt).reduce(0, +))
        amount.written = requests.map(\.tokens).reduce(0, +) * Double(samples)
        // The longest text keeps its batch going; a queue of texts fills what others leave free.
        let longest = requests.map { ($0.tokens + Double($0.limit)) / 2 }.max() ?? 0
        amount.passes = samples == 0 ? 0 : max(longest, amount.written / width)
        return amount
    }

    /// Training on so many rows, of which `share` of the layers learn.
    public static func training(_ rows: Double, share: Double = 1) -> WorkAmount {
        var amount = WorkAmount()
        amount.trained = rows
        // Measured: half of the layers take two thirds of the time.
        amount.effort = rows * (1 + 2 * share) / 3
        return amount
    }

    /// Computing rows without writing or learning.
    static func reading(_ rows: Double) -> WorkAmount {
        var amount = WorkAmount()
        amount.prompted = rows
        return amount
    }
}

extension LoRAConfiguration {
    /// The share of a model's layers that learn.
    func share(of model: LanguageModel) -> Double {
        layers.map { Double($0.count) / Double(max(1, model.configuration.layers)) } ?? 1
    }
}
