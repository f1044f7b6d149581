import SelfAdaptation
import Text

/// What it took.
extension Section {
    static func cost(_ report: OuterLoopReport) -> Section {
        let parts = ["writing", "training", "exams", "policy"]
        let costs = report.rounds.map { ($0.cost, $0.policy) }
        let bars = costs.enumerated().map { number, cost in
            StackedBarChart.Bar(name: "round \(number)", seconds: seconds(cost.0, cost.1))
        }
        let rows = costs.enumerated().map { number, cost -> (String, [String]) in
            let times = bars[number].seconds
            return ("\(number)", (times + [times.reduce(0, +)]).map(Quantity.duration))
        }
        let tokens = costs.enumerated().map { number, cost -> (String, [String]) in
            let counts = [cost.0.writtenTokens, cost.0.trainedRows, cost.1?.rows ?? 0]
            return ("\(number)", counts.map(Quantity.count))
        }
        let told = bars.map { bar in
            "\(bar.name): "
                + zip(parts, bar.seconds).map { "\($0) \(Quantity.duration($1))" }.joined(separator: ", ")
        }
        return Section(
            id: "cost", heading: "Time and tokens",
            notes: [
                "Writing self-edits, training an adapter on each, its exam, and fine-tuning the policy. Exams without "
                    + "an update are not counted."
            ],
            figures: [
                Figure(
                    StackedBarChart(
                        title: "Time by stage and round", summary: told.joined(separator: "; ") + ".",
                        parts: parts,
                        bars: bars), id: "cost-chart")
            ],
            tables: [
                PageTable("Time by stage", corner: "round", heads: parts + ["together"], rows: rows),
                PageTable(
                    "Tokens", corner: "round", heads: ["written", "trained on", "trained on by the policy"],
                    rows: tokens),
            ])
    }

    private static func seconds(_ cost: StageCost, _ policy: PolicyReport?) -> [Double] {
        [cost.writingSeconds, cost.trainingSeconds, cost.examSeconds, policy?.seconds ?? 0]
    }
}
