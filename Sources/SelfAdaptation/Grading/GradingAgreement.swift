/// How far a grader agrees with given verdicts.
///
/// "Correct" is the positive class. A figure that is undefined (no rows, nothing predicted or given as correct,
/// a single class for kappa) is `nil`, and `null` in JSON.
public struct GradingAgreement: Sendable, Hashable, Codable {
    /// Number of pairs.
    public let n: Int
    /// Share of pairs in which both say the same, 0...1.
    public let agreement: Double?
    /// The 95 % interval of that share.
    public let agreementInterval: Interval?
    /// Of the answers graded correct, the share that was given as correct.
    public let precision: Double?
    /// Of the answers given as correct, the share that was graded correct.
    public let recall: Double?
    /// Cohen's kappa: agreement beyond chance.
    ///
    /// 1 is perfect, 0 is chance; `nil` when chance alone agrees fully.
    public let kappa: Double?

    /// Counts pairs of a grader's verdict and the given one.
    public init(_ pairs: some Sequence<(predicted: Bool, given: Bool)>) {
        var bothTrue = 0
        var bothFalse = 0
        var onlyPredicted = 0
        var onlyGiven = 0
        for pair in pairs {
            switch (pair.predicted, pair.given) {
            case (true, true): bothTrue += 1
            case (false, false): bothFalse += 1
            case (true, false): onlyPredicted += 1
            case (false, true): onlyGiven += 1
            }
        }
        n = bothTrue + bothFalse + onlyPredicted + onlyGiven
        let predicted = bothTrue + onlyPredicted
        let given = bothTrue + onlyGiven
        agreement = Self.share(bothTrue + bothFalse, of: n)
        agreementInterval = Proportion.interval(successes: bothTrue + bothFalse, of: n)
        precision = Self.share(bothTrue, of: predicted)
        recall = Self.share(bothTrue, of: given)
        kappa = Self.kappa(agreed: bothTrue + bothFalse, predicted: predicted, given: given, n: n)
    }

    private static func share(_ part: Int, of whole: Int) -> Double? {
        whole == 0 ? nil : Double(part) / Double(whole)
    }

    private static func kappa(agreed: Int, predicted: Int, given: Int, n: Int) -> Double? {
        let hasOneClass = (predicted == 0 && given == 0) || (predicted == n && given == n)
        guard n > 0, !hasOneClass else { return nil }
        let total = Double(n)
        let observed = Double(agreed) / total
        let chance =
            (Double(predicted) * Double(given) + Double(n - predicted) * Double(n - given)) / (total * total)
        return (observed - chance) / (1 - chance)
    }

    private enum CodingKeys: String, CodingKey {
        case n, agreement, precision, recall, kappa
        case agreementInterval = "agreement_interval"
    }

    /// Encodes all fields, undefined ones as `null`, the interval as its two ends.
    ///
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(n, forKey: .n)
        try container.encode(agreement, forKey: .agreement)
        try container.encode(agreementInterval.map { [$0.low, $0.high] }, forKey: .agreementInterval)
        try container.encode(precision, forKey: .precision)
        try container.encode(recall, forKey: .recall)
        try container.encode(kappa, forKey: .kappa)
    }
}
