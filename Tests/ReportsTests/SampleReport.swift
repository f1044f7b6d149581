import Foundation
import LanguageModel
import Reports
import SelfAdaptation

/// Reports made by rule, so that each number in them is known.
enum SampleReport {
    static let hostile =
        "<script>alert(\"it's\")</script> & \u{1B}[2J\u{0}\u{202E}\"\u{301}<\u{338}\u{FFFF}&\u{301}"

    static let run = RunDescription(
        name: "train-tower", begun: Date(timeIntervalSince1970: 1_800_000_000), isFinished: true,
        student: "tiny", domain: KnowledgeSettings().descriptor)

    static func judgement(_ accuracy: Double) -> Judgement {
        Judgement(accuracy: accuracy, dense: accuracy / 2, answers: [])
    }

    static func candidate(_ accuracies: [Double], text: String = "The tower is orange.") -> ScoredCandidate {
        ScoredCandidate(completions: [text], tokens: 5, judgements: accuracies.map(judgement))
    }

    static func item(_ before: Double, _ candidates: [ScoredCandidate]) -> ItemRound {
        var cost = StageCost()
        cost.writingSeconds = 30
        cost.writtenTokens = 1234
        cost.trainingSeconds = 61
        cost.trainedRows = 56_789
        cost.examSeconds = 9
        return ItemRound(before: judgement(before), candidates: candidates, cost: cost)
    }

    static func summaries(_ count: Int) -> [ItemSummary] {
        (0..<count).map { index in
            ItemSummary(
                title: "Passage \(index)", text: "The tower is orange.",
                questions: [Question(question: "What colour?", gold: ["orange"], topic: "Tower")])
        }
    }

    /// A report of complete rounds; scores rise from round to round.
    static func report(rounds: Int = 2, passages: Int = 4, repeats: Int = 1) -> OuterLoopReport {
        var settings = OuterLoopSettings()
        settings.rounds = max(1, rounds)
        settings.candidates = 3
        settings.repeats = repeats
        let reports = (0..<rounds).map { round in
            let items = (0..<passages).map { index in
                let accuracies = [0.25, 0.5, min(1, 0.5 + 0.05 * Double(round + index))]
                return item(
                    0.1,
                    accuracies.map { accuracy in
                        candidate((0..<repeats).map { accuracy - 0.01 * Double($0) })
                    })
            }
            return RoundReport(
                items: items,
                selection: Selection(
                    items.map { item in item.candidates.map { $0.reward(.accuracy, before: item.before) ?? 0 }
                    },
                    tieBreakers: items.map { $0.candidates.map { _ in nil } }, rule: .best),
                signals: Reward.allCases.compactMap { RewardSignal($0, items: items) },
                policy: PolicyReport(
                    sequences: 4, steps: 7, firstLoss: 2.5, lastLoss: 1.25, rows: 4321, seconds: 17))
        }
        return OuterLoopReport(settings: settings, items: summaries(passages), rounds: reports)
    }

    static func page(_ report: OuterLoopReport, _ run: RunDescription = run) throws -> ReadPage {
        try ReadPage(ReportPage(run, report).html())
    }
}
