extension Evidence {
    /// One weight a feature, in the order of `Feature`: printed by `scripts/fit-grader`.
    static let weights: [Double] = [
        -2.869,  // always
        0.828,  // inOrder
        1.376,  // coverage
        0.085,  // goldLength
        0.038,  // coverageTimesLength
        1.803,  // longestRun
        0.802,  // trigrams
        0.224,  // headMet
        -0.292,  // itemsMissing
        0.666,  // numbersAgree
        -0.106,  // rivalNumberFirst
        -0.697,  // namesMissing
        -0.728,  // rivalNames
        0.688,  // focus
        0.628,  // inside
        -0.255,  // late
        -0.702,  // ranOn
        -0.165,  // declines
    ]
}
