import Foundation
import SelfAdaptation
import Testing

/// Which candidates a policy learns from.
@Suite struct SelectionTests {
    private struct Round: Decodable {
        let rewards: [[Double]]
        let baselines: [Double]
        let best: [Int]
    }

    private static func none(_ rewards: [[Double]]) -> [[Double?]] { rewards.map { $0.map { _ in nil } } }

    /// Rewards that SEAL's authors published for the first round: 50 passages with 5 self-edits each.
    @Test func theBestOfThePublishedRoundAreFound() throws {
        let file = URL(filePath: #filePath).appending(path: "../../../Goldens/selection/seal-round-0.json")
            .standardizedFileURL
        let round = try JSONDecoder().decode(Round.self, from: Data(contentsOf: file))
        let selection = Selection(round.rewards, tieBreakers: Self.none(round.rewards), rule: .best)
        #expect(selection.choices.map(\.candidate) == round.best)
        #expect(selection.choices.map(\.item) == Array(0..<50))
        // As counted in that round: 22 ties for best, 10 best ones that gain nothing over no update.
        #expect(selection.ties == 22 && selection.indistinct == 0)
        let gains = zip(round.rewards, round.baselines).map { rewards, before in rewards.map { $0 - before } }
        let better = Selection(gains, tieBreakers: Self.none(gains), rule: .best, above: 0)
        #expect(better.hopeless == 10 && better.choices.count == 40)
    }

    @Test func aTieIsBrokenByTheSecondMeasureAndThenByOrder() {
        let selection = Selection(
            [[0.5, 0.5, 0.2], [0.5, 0.5, 0.2]], tieBreakers: [[0.1, 0.3, 0.9], [nil, nil, nil]], rule: .best)
        #expect(selection.choices.map(\.candidate) == [1, 0])
        #expect(selection.choices.map(\.worst) == [2, 2])
        #expect(selection.ties == 2)
    }

    @Test func itemsThatTellNothingApartAreLeftOut() {
        let selection = Selection(
            [[0.5, 0.5], [0, 0], []], tieBreakers: [[0.3, 0.3], [0.1, 0.2], []], rule: .best)
        #expect(selection.choices.map(\.item) == [1])
        #expect(selection.indistinct == 1)
    }

    @Test func allAboveTheMeanAreTaken() {
        let selection = Selection(
            [[0.9, 0.1, 0.8, 0.2]], tieBreakers: [[nil, nil, nil, nil]], rule: .aboveMean)
        #expect(selection.choices.map(\.candidate) == [0, 2])
        #expect(selection.choices.allSatisfy { $0.worst == 1 })
    }

    @Test func withALimitOnlyWhatIsAboveItIsTaken() {
        let selection = Selection(
            [[0.2, -0.4, 0.1], [0, -0.2, -0.1]], tieBreakers: [[nil, nil, nil], [nil, nil, nil]],
            rule: .aboveMean, above: 0)
        #expect(selection.choices.map(\.candidate) == [0, 2])
        #expect(selection.hopeless == 1)
    }
}
