/// What a run has come to: of an outer loop or of a comparison.
package enum RunFigures {
    /// An outer loop.
    case outerLoop(OuterLoopFigures)
    /// A comparison.
    case evaluation(EvaluationFigures)
}
