/// What speaks for and against an answer, as numbers, each with its weight in the score.
///
/// Most features are shares in 0...1 or a yes (1) or no (0). The weights were fitted by logistic regression with an
/// L2 penalty; `scripts/fit-grader` reads graded answers and prints them anew.
public struct Evidence: Sendable, Hashable {
    /// The names of the features, in the order of ``values``.
    public static let names = Feature.allCases.map { String(describing: $0) }

    /// The features' values.
    public private(set) var values = [Double](repeating: 0, count: Feature.allCases.count)

    /// The weighted sum of the values: above 0 the answer is taken as right.
    func score(_ weights: [Double]) -> Double {
        var sum = 0.0
        for (value, weight) in zip(values, weights) { sum += value * weight }
        return sum
    }

    enum Feature: Int, CaseIterable, Sendable {
        /// The constant 1.
        case always
        /// The gold's content words stand in the answer, all and in order.
        case inOrder
        /// The weighted share of gold words met. Numbers and names weigh more, words of the question a quarter.
        case coverage
        /// Logarithm of the number of gold words.
        case goldLength
        /// Coverage times gold length: half of a long gold says more than half of a short one.
        case coverageTimesLength
        /// The longest run of gold words met in order, as a share of all by weight.
        case longestRun
        /// The share of the three-letter runs of the gold's new words that the answer has.
        case trigrams
        /// The noun that the gold is about is met and is not in the question.
        case headMet
        /// The share of the gold's list items of which nothing is met.
        case itemsMissing
        /// The gold has numbers and all are met.
        case numbersAgree
        /// A number that is neither in gold nor in the question comes first.
        case rivalNumberFirst
        /// The share of the gold's capitalised words that are not met.
        case namesMissing
        /// Logarithm of the number of other names in the first sentence when one of the gold's is missing.
        case rivalNames
        /// The share of the first sentence's new words that meet the gold.
        case focus
        /// All new words of the first sentence meet the gold.
        case inside
        /// Nothing of the gold comes before the second sentence.
        case late
        /// The answer goes on to another question.
        case ranOn
        /// The answer says that it does not know.
        case declines
    }

    subscript(feature: Feature) -> Double {
        get { values[feature.rawValue] }
        set { values[feature.rawValue] = newValue }
    }
}
