import SelfAdaptation
import Text

/// What a job will come to, as it is told before the job begins.
package struct JobEstimate: Codable, Equatable, Sendable {
    /// Passages or tasks.
    package let items: Int
    let tokensToWrite: Int
    let tokensToTrain: Int
    /// Seconds.
    package let seconds: Double

    private enum CodingKeys: String, CodingKey {
        case items, seconds
        case tokensToWrite = "tokens_to_write"
        case tokensToTrain = "tokens_to_train"
    }

    /// Under which a run's journal keeps it.
    package static let key = "estimate"

    /// What an estimate comes to on a machine.
    init(_ estimate: WorkEstimate, _ costs: CostModel) {
        items = estimate.items
        tokensToWrite = Int(estimate.tokensToWrite.rounded())
        tokensToTrain = Int(estimate.tokensToTrain.rounded())
        seconds = estimate.seconds(costs)
    }

    /// `2 passages, about 2,300 tokens to write and 36,000 to train: about 2 min`.
    package func text(_ noun: String) -> String {
        let amounts = [
            tokensToWrite > 0 ? "\(Self.rounded(tokensToWrite)) tokens to write" : nil,
            tokensToTrain > 0
                ? "\(Self.rounded(tokensToTrain)) \(tokensToWrite > 0 ? "" : "tokens ")to train" : nil,
        ].compactMap { $0 }
        let work = amounts.isEmpty ? "" : ", about " + amounts.joined(separator: " and ")
        return "\(Quantity.count(items, noun))\(work): \(Self.time(seconds))"
    }

    /// `about 40 s`, `about 12 min`, `about 1 h 20 min`.
    package static func time(_ seconds: Double) -> String {
        if seconds < 1 { return "about a second" }
        if seconds < 100 { return "about \(Int(seconds.rounded(.up))) s" }
        let minutes = Int((seconds / 60).rounded())
        return "about " + (minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min")
    }

    /// Two digits that matter: more would be made up.
    private static func rounded(_ count: Int) -> String {
        var unit = 1
        while count / unit >= 100 { unit *= 10 }
        return Quantity.count((count + unit / 2) / unit * unit)
    }
}
