/// What was found of an update before it answers anybody.
public struct GuardVerdict: Sendable, Equatable, Codable {
    /// Questions about what it was taught: by the bare model, and by it; `nil` without an exam.
    public var new: PairedAnswers?
    /// Questions that another adapter answered until now: by that, and by it; `nil` where there were none.
    public var old: PairedAnswers?
    /// General questions: by the bare model, and by it.
    public var general: PairedAnswers
    /// KL(bare model ‖ update) over the bare model's answers to them, in nats a token; `nil` where the update's numbers are
    /// too large for one.
    public var kl: Double?
    /// What speaks against it; nothing where it may answer.
    public var objections: [Objection]

    /// What speaks against an update.
    public enum Objection: String, Sendable, Codable, CaseIterable {
        /// Its numbers are none: they are too large.
        case notFinite
        /// It changes nothing that the model says.
        case inert
        /// It answers no more of what it was taught than the bare model.
        case nothingLearned
        /// It answers fewer of the questions that were answered until now, and not by chance.
        case forgets
        /// It is further from the bare model, or says the same to more general questions, than an update that is of use.
        case strays
    }

    /// A verdict with all its parts.
    public init(
        new: PairedAnswers? = nil, old: PairedAnswers? = nil, general: PairedAnswers = PairedAnswers(),
        kl: Double? = 0, objections: [Objection] = []
    ) {
        self.new = new
        self.old = old
        self.general = general
        self.kl = kl
        self.objections = objections
    }

    /// Whether it may answer.
    public var isPassed: Bool { objections.isEmpty }
}
