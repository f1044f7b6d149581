extension Evidence {
    /// One weight a feature, in the order of `Feature`: printed by `scripts/fit-grader`.
    ///
    /// Fitted on 2,840 answers graded by GPT-4.1, penalty 10; 1,032 answers on other articles (`held-out.txt` beside the
    /// script) were held out.
    static let weights: [Double] = [
        -2.880,  // always
        0.854,  // inOrder
        1.373,  // coverage
        0.106,  // goldLength
        0.045,  // coverageTimesLength
        1.778,  // longestRun
        0.784,  // trigrams
        0.254,  // headMet
        -0.344,  // itemsMissing
        0.669,  // numbersAgree
        -0.104,  // rivalNumberFirst
        -0.744,  // namesMissing
        -0.765,  // rivalNames
        0.650,  // focus
        0.613,  // inside
        -0.265,  // late
        -0.701,  // ranOn
        -0.165,  // declines
    ]
}
