public import Files

extension Diagnosis.Code {
    /// A training that a run can't do without came to nothing.
    public static let trainingFailed = Self("trainingFailed", .unachieved)
    /// There was no time for even the first step.
    public static let noTime = Self("noTime", .unachieved)
}

extension Diagnosis {
    /// There was no time for even the first step of a run.
    static let noTime = Diagnosis(
        .noTime, place: "run", problem: "the time was up before anything was finished",
        remedy: "give it more, or less to do")
}
