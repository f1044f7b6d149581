/// How much time there is, or the plan that was made for it.
package struct TimeRequest: Codable, Sendable, Equatable {
    /// Seconds that there are; what does not fit is left out by a plan.
    package var budget: Double?
    /// The file of a plan that an earlier run recorded, to do exactly that.
    package var plan: String?

    /// Whether there is no bound even where there is one as a rule.
    package var isUnlimited = false

    /// A bound in time; none unless given.
    package init(budget: Double? = nil, plan: String? = nil) {
        self.budget = budget
        self.plan = plan
    }

    /// The same with a bound as a rule, for work that would take so many seconds.
    func bounded(by standard: Double, work seconds: Double) -> TimeRequest {
        guard budget == nil, plan == nil, !isUnlimited, seconds > standard else { return self }
        return TimeRequest(budget: standard)
    }
}
