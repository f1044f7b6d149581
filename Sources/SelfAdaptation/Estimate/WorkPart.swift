/// A step of a job, as far as its time can be told beforehand.
public struct WorkPart: Sendable, Equatable, Codable {
    /// What is done.
    public enum Stage: String, Sendable, Codable {
        case writingExam, writing, training, examining, joining, finalExam, guarding, policy

        /// Steps that take alike, so that one tells of another how far an estimate is off.
        public var kind: Kind {
            switch self {
            case .writing: .writing
            case .training, .joining: .training
            case .writingExam, .examining, .finalExam, .guarding: .examining
            case .policy: .policy
            }
        }
    }

    /// Kinds of work whose estimates are corrected by what they took before.
    public enum Kind: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
        case writing, training, examining, policy
    }

    /// Where in a job the step is.
    public struct Place: Sendable, Hashable, Codable {
        /// What is done.
        public var stage: Stage
        /// The document, round or row that it belongs to, from 0.
        public var group: Int
        /// The passage or task, from 0; 0 for what concerns all of them.
        public var item: Int
        /// The candidate, from 0, where they come one after the other; else 0.
        public var candidate: Int

        /// A place with all its parts.
        public init(_ stage: Stage, group: Int = 0, item: Int = 0, candidate: Int = 0) {
            self.stage = stage
            self.group = group
            self.item = item
            self.candidate = candidate
        }
    }

    /// Where in the job it is.
    public var place: Place
    /// How much there is to compute.
    public var amount: WorkAmount

    /// A step with what it takes.
    public init(_ place: Place, _ amount: WorkAmount) {
        self.place = place
        self.amount = amount
    }
}
