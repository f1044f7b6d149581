import SelfAdaptation
import Testing
import TestKit

@Suite struct StatisticsTests {
    private func isNear(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
        value.map { abs($0 - expected) <= tolerance } ?? false
    }

    @Test func sampleOfKnownNumbers() throws {
        let sample = try #require(Sample([2, 4, 4, 4, 5, 5, 7, 9]))
        #expect(sample.count == 8 && sample.mean == 5)
        #expect(isNear(sample.standardDeviation, (32.0 / 7).squareRoot()))
        #expect(Sample([Double]()) == nil)
        #expect(Sample([3])?.standardDeviation == nil)
    }

    @Test func wilsonIntervalMatchesTables() throws {
        let half = try #require(Proportion.interval(successes: 5, of: 10))
        #expect(half.value == 0.5)
        #expect(isNear(half.low, 0.236593, 1e-6) && isNear(half.high, 0.763407, 1e-6))
        let none = try #require(Proportion.interval(successes: 0, of: 10))
        #expect(none.low == 0 && isNear(none.high, 0.277533, 1e-6))
        let all = try #require(Proportion.interval(successes: 10, of: 10))
        #expect(all.high == 1 && isNear(all.low, 0.722467, 1e-6))
        #expect(Proportion.interval(successes: 0, of: 0) == nil)
        #expect(Proportion.interval(successes: 3, of: 2) == nil)
        #expect(Proportion.interval(successes: -1, of: 2) == nil)
    }

    @Test func bootstrapIsSeededAndHoldsTheMean() throws {
        let items = (0..<40).map { Double($0 % 5) }
        var first = SmallGenerator(state: 1)
        var second = SmallGenerator(state: 1)
        var third = SmallGenerator(state: 2)
        let interval = try #require(Bootstrap.mean(of: items, using: &first))
        #expect(Bootstrap.mean(of: items, using: &second) == interval)
        #expect(Bootstrap.mean(of: items, using: &third) != interval)
        #expect(interval.value == 2 && interval.low < 2 && interval.high > 2)
        // Normal theory gives 2 ± 1.96 * sqrt(2 / 40) = 2 ± 0.438.
        #expect(isNear(interval.low, 2 - 0.438, 0.06) && isNear(interval.high, 2 + 0.438, 0.06))
    }

    @Test func bootstrapOfFewItems() {
        var generator = SmallGenerator(state: 3)
        #expect(Bootstrap.mean(of: [], using: &generator) == nil)
        #expect(Bootstrap.mean(of: [4], using: &generator) == Interval(value: 4, low: 4, high: 4))
        #expect(
            Bootstrap.mean(of: [1, 3], resamples: 0, using: &generator) == Interval(value: 2, low: 2, high: 2)
        )
    }

    @Test func pairingRemovesTheDifficultyOfItems() throws {
        var generator = SmallGenerator(state: 5)
        let before = (0..<20).map { Double($0 * 10) }
        let after = before.map { $0 + 1 }
        let gain = try #require(Bootstrap.difference(before: before, after: after, using: &generator))
        #expect(gain == Interval(value: 1, low: 1, high: 1))
        #expect(Bootstrap.difference(before: [1], after: [1, 2], using: &generator) == nil)
        #expect(Bootstrap.difference(before: [], after: [], using: &generator) == nil)
    }

    @Test func spearmanKnowsOrderAndTies() {
        #expect(RankCorrelation.spearman([1, 2, 3, 4], [10, 20, 30, 400]) == 1)
        #expect(RankCorrelation.spearman([1, 2, 3], [9, 5, 1]) == -1)
        #expect(isNear(RankCorrelation.spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]), 0.8))
        #expect(
            isNear(RankCorrelation.spearman([1, 2, 2, 3], [1, 2, 3, 4]), 4.5 / (4.5 * 5.0).squareRoot()))
        #expect(RankCorrelation.spearman([1, 1, 1], [1, 2, 3]) == nil)
        #expect(RankCorrelation.spearman([1], [1]) == nil)
        #expect(RankCorrelation.spearman([1, 2], [1]) == nil)
        #expect(RankCorrelation.spearman([1, .nan], [1, 2]) == nil)
    }

    @Test func varianceIsSplitByGroups() throws {
        let split = try #require(VarianceSplit(groups: [[1, 3], [5, 7], [9, 11]]))
        // Within: each group has variance 2. Between: group means 2, 6, 10 have variance 16, less 2 / 2.
        #expect(isNear(split.within, 2) && isNear(split.between, 15))
        let chance = try #require(VarianceSplit(groups: [[1, 5], [2, 4]]))
        #expect(chance.between == 0 && isNear(chance.within, 5))
        #expect(VarianceSplit(groups: [[1, 2]]) == nil)
        #expect(VarianceSplit(groups: [[1], [2]]) == nil)
        #expect(VarianceSplit(groups: []) == nil)
        #expect(VarianceSplit(groups: [[1, 2], []]) == nil)
    }

    @Test func unequalGroupsAreWeighted() throws {
        let split = try #require(VarianceSplit(groups: [[0, 1, 2], [5, 7]]))
        let grand = 3.0
        let between = 3 * (1 - grand) * (1 - grand) + 2 * (6 - grand) * (6 - grand)
        let within = (2.0 + 2.0) / 3
        #expect(isNear(split.within, within))
        #expect(isNear(split.between, (between - within) / (5 - 13.0 / 5)))
    }
}
