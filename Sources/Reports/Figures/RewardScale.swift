import SelfAdaptation

/// How values of a reward are written, and where they lie.
struct RewardScale: Sendable {
    let reward: Reward
    let words: DomainDescriptor

    /// What the reward measures, with its unit.
    var unit: String {
        switch reward {
        case .accuracy: "\(words.outcome), %"
        case .gain: "gain over no update, percentage points"
        case .dense: words.dense
        }
    }

    /// A value with its unit; `n/a` for none.
    func text(_ value: Double?) -> String {
        guard let value else { return "n/a" }
        switch reward {
        case .accuracy: return FigureText.share(value)
        case .gain: return FigureText.unbroken("\(FigureText.signed(value * 100)) points")
        case .dense: return FigureText.decimal(value, places: 3)
        }
    }

    /// A value beside an axis that names the unit.
    func tick(_ value: Double) -> String {
        reward == .dense ? FigureText.decimal(value) : FigureText.decimal(value * 100, places: 0)
    }
}
