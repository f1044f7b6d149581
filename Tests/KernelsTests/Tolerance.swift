import Testing

/// How far a result may lie from a reference that was summed in double precision: absolute + units · epsilon ·
/// |reference|, where epsilon is that of float.
struct Tolerance {
    var absolute: Double = 0
    var units: Double = 4

    /// How far a value may lie from `expected`.
    func limit(_ expected: Double) -> Double { absolute + units * Double(Float.ulpOfOne) * abs(expected) }

    /// What is wrong with `values`, or nil.
    ///
    /// NaN is wrong unless the reference is NaN.
    func complaint(_ values: [Float], _ reference: [Double]) -> String? {
        if values.count != reference.count { return "\(values.count) values instead of \(reference.count)" }
        for (index, (value, expected)) in zip(values, reference).enumerated() {
            if expected.isNaN && value.isNaN { continue }
            if !(abs(Double(value) - expected) <= limit(expected)) {
                return "element \(index) is \(value) instead of \(expected)"
            }
        }
        return nil
    }
}

/// Expects `values` ([rows, width]) to be the reference within the tolerance, and the tolerance to be tight enough to
/// refuse zeros, rows that stand one too low, and rows without their last element.
func expectClose(
    _ values: [Float], _ reference: [Double], width: Int, _ tolerance: Tolerance = Tolerance(),
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let complaint = tolerance.complaint(values, reference)
    #expect(complaint == nil, sourceLocation: sourceLocation)
    for (name, mutant) in mutants(of: reference, width: width) where mutant != reference {
        let complaint = tolerance.complaint(mutant.map { Float($0) }, reference)
        #expect(complaint != nil, "\(name) would pass", sourceLocation: sourceLocation)
    }
}

/// Results of kernels that are wrong in the ways kernels tend to be.
private func mutants(of reference: [Double], width: Int) -> [(name: String, values: [Double])] {
    // A handful of values can be near zero, or near their neighbours, by chance.
    guard reference.count >= 12, width > 0 else { return [] }
    var tailless = reference
    for end in stride(from: width - 1, to: reference.count, by: width) { tailless[end] = 0 }
    return [
        ("all zeros", [Double](repeating: 0, count: reference.count)),
        ("a shifted row", Array(reference.suffix(width) + reference.dropLast(width))),
        ("a dropped tail", tailless),
    ]
}

@Suite struct ToleranceTests {
    @Test func refusesWhatIsFarNaNOrOfAnotherLength() {
        let tolerance = Tolerance(absolute: 1e-6, units: 4)
        #expect(tolerance.complaint([1, 2], [1, 2]) == nil)
        #expect(tolerance.complaint([1 + 3 * .ulpOfOne, 2], [1, 2]) == nil)
        #expect(tolerance.complaint([1 + 20 * .ulpOfOne, 2], [1, 2]) != nil)
        #expect(tolerance.complaint([1, .nan], [1, 2]) != nil)
        #expect(tolerance.complaint([1, 2], [1, .nan]) != nil)
        #expect(tolerance.complaint([.nan], [.nan]) == nil)
        #expect(tolerance.complaint([1], [1, 2]) != nil)
    }
}
