extension Evidence {
    /// One weight a feature, in the order of `Feature`: printed by `scripts/fit-grader`.
    static let weights: [Double] = [
        -2.867,  // always
        0.825,  // inOrder
        1.363,  // coverage
        0.107,  // goldLength
        0.030,  // coverageTimesLength
        1.780,  // longestRun
        0.805,  // trigrams
        0.256,  // headMet
        -0.316,  // itemsMissing
        0.677,  // numbersAgree
        -0.091,  // rivalNumberFirst
        -0.714,  // namesMissing
        -0.718,  // rivalNames
        0.691,  // focus
        0.614,  // inside
        -0.250,  // late
        -0.699,  // ranOn
        -0.166,  // declines
    ]
}
