extension Evidence {
    /// One weight a feature, in the order of `Feature`: printed by `scripts/fit-grader`.
    static let weights: [Double] = [
        -2.774,  // always
        0.919,  // inOrder
        1.473,  // coverage
        0.018,  // goldLength
        0.240,  // coverageTimesLength
        1.350,  // longestRun
        0.929,  // trigrams
        0.226,  // headMet
        -0.326,  // itemsMissing
        0.745,  // numbersAgree
        -0.116,  // rivalNumberFirst
        -0.724,  // namesMissing
        -0.731,  // rivalNames
        0.711,  // focus
        0.649,  // inside
        -0.246,  // late
        -0.683,  // ranOn
        -0.166,  // declines
    ]
}
