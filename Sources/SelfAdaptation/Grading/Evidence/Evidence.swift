/// What speaks for and against an answer, as numbers.
///
/// Each feature is a share in 0...1, a yes (1) or no (0), or the logarithm of a count. `Evidence.weights` turns them
/// into one score.
public struct Evidence: Sendable, Hashable {
    /// The names of the features, in the order of ``values``.
    public static let names = Feature.allCases.map { String(describing: $0) }
    /// The features' values.
    public private(set) var values = [Double](repeating: 0, count: Feature.allCases.count)

    enum Feature: Int, CaseIterable, Sendable {
        case always, exact, coverage, softCoverage, fullCoverage, heaviestMissing
        case numbersMissing, numberConflict, numberAgrees, namesMissing, rivalNames
        case focus, inside, insideShort, goldLength, answerLength, late, ranOn, declines, negatedMatch
        case itemsMissing, trigrams, goldInQuestion, coverageSquared, coverageTimesLength, oneWordSoft, lastMissing
        case rivalNumberFirst, goldNegated, unmatchedCount
        case dateAgrees, dateConflict, headMissing, longestRun, spread, listing, goldIsName, goldIsNumber
        case asksNumber, asksWho, longGold, headMet, bigrams
    }

    subscript(feature: Feature) -> Double {
        get { values[feature.rawValue] }
        set { values[feature.rawValue] = newValue }
    }
}
