/// How much time there is, or the plan that was made for it.
package struct TimeRequest: Codable, Sendable, Equatable {
    /// Seconds that there are; what does not fit is left out by a plan.
    package var budget: Double?
    /// The file of a plan that an earlier run recorded, to do exactly that.
    package var plan: String?

    /// A bound in time; none unless given.
    package init(budget: Double? = nil, plan: String? = nil) {
        self.budget = budget
        self.plan = plan
    }
}
