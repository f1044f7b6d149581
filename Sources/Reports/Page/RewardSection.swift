import SelfAdaptation
import Text

/// How rewards are spread.
extension Section {
    static func rewards(_ report: OuterLoopReport, _ words: DomainDescriptor) -> Section {
        let reward = report.settings.reward
        let scale = RewardScale(reward: reward, words: words)
        let values = report.rounds.map { round in
            round.items.compactMap { $0 }.flatMap { item in
                item.candidates.map { $0.reward(reward, before: item.before) ?? 0 }
            }.filter(\.isFinite)
        }
        let tenths = Histogram.tenths(of: Array(values.joined()), reward)
        let rows = zip(report.rounds, values).enumerated().map { number, entry in
            let mean = Sample(entry.1)?.mean
            let befores = entry.0.items.compactMap { $0?.before }
                .compactMap { reward.value(of: $0, before: $0) }
            return HistogramChart.Row(
                name:
                    "round \(number): \(Quantity.count(entry.1.count, "self-edit")), mean \(scale.text(mean))",
                histogram: Histogram(entry.1, tenths: tenths), mean: mean, reference: Sample(befores)?.mean)
        }
        let unusable = report.rounds.flatMap(\.items).compactMap { $0 }.flatMap(\.candidates)
            .filter { $0.judgements.isEmpty }.count
        let remark =
            unusable == 0
            ? ""
            : " Nothing could be made of \(Quantity.count(unusable)) of them; they count as 0, as in the score."
        return Section(
            id: "rewards", heading: "Rewards",
            notes: ["What each self-edit earned, by \(reward.rawValue)." + remark],
            figures: [
                Figure(
                    HistogramChart(
                        title: "Distribution of self-edits' rewards by round",
                        summary: rows.map(describe).joined(separator: " "), unit: scale.unit, scale: scale,
                        rows: rows), id: "reward-chart")
            ])

        func describe(_ row: HistogramChart.Row) -> String {
            let bins = row.histogram.bins.filter { $0.count > 0 }.map {
                "\($0.count) from \(scale.text($0.low)) to \(scale.text($0.high))"
            }
            return "\(row.name): \(bins.joined(separator: ", "))."
        }
    }
}
