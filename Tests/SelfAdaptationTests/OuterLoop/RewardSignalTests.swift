import SelfAdaptation
import Testing

/// How well rewards tell candidates apart.
@Suite struct RewardSignalTests {
    private static func judgement(_ accuracy: Double, _ dense: Double?) -> Judgement {
        Judgement(accuracy: accuracy, dense: dense, answers: [])
    }

    private static func candidate(_ judgements: [Judgement]) -> ScoredCandidate {
        ScoredCandidate(
            completions: [], tokens: 0, judgements: judgements)
    }

    private static func round(_ candidates: [[(Double, Double?)]]) -> ItemRound {
        ItemRound(
            before: judgement(0, nil), candidates: candidates.map { candidate($0.map(judgement)) },
            cost: StageCost())
    }

    @Test func withoutNoiseAllVarianceLiesBetweenCandidates() throws {
        let items = (0..<4).map { _ in
            Self.round([[(0.2, 0.1), (0.2, 0.1)], [(0.8, 0.9), (0.8, 0.9)], [(0.5, 0.2), (0.5, 0.2)]])
        }
        let accuracy = try #require(RewardSignal(.accuracy, items: items))
        #expect(accuracy.within == 0 && accuracy.between > 0.05)
        #expect(abs(try #require(accuracy.agreement) - 1) < 1e-9)
        let cloze = try #require(RewardSignal(.dense, items: items))
        #expect(abs(try #require(cloze.agreement) - 1) < 1e-9)
    }

    @Test func pureNoiseLiesWithinCandidates() throws {
        let items = [Self.round([[(0, nil), (1, nil)], [(1, nil), (0, nil)]])]
        let signal = try #require(RewardSignal(.accuracy, items: items))
        #expect(signal.between == 0 && signal.within > 0.1)
        #expect(try #require(signal.agreement) < 0)
        #expect(RewardSignal(.dense, items: items) == nil)
    }

    @Test func oneTrainingTellsNothing() {
        #expect(RewardSignal(.accuracy, items: [Self.round([[(0, 0)], [(1, 1)]])]) == nil)
    }
}
