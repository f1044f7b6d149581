/// What one item of a domain is expected to take, in tokens: what an estimate of any job on it is made of.
public struct ItemOutlook: Sendable, Equatable {
    /// A text that is to be written.
    public struct Request: Sendable, Equatable {
        /// Tokens of its prompt.
        public var prompt: Int
        /// Tokens that it will probably have.
        public var tokens: Double
        /// The most tokens that it may have.
        public var limit: Int

        /// A text with all its parts.
        public init(prompt: Int, tokens: Double, limit: Int) {
            self.prompt = prompt
            self.tokens = tokens
            self.limit = limit
        }
    }

    /// Texts that make up one self-edit.
    public var selfEdit: [Request] = []
    /// Rows of training on the item's own material alone, over all epochs.
    public var material = 0.0
    /// Rows of training on a self-edit, the material included, over all epochs.
    public var study = 0.0
    /// Share of the layers that learn.
    public var layers = 1.0
    /// Tokens of the probes that updates are asked while they are trained; 0 where nobody watches.
    public var probes = 0
    /// Answers of an exam.
    public var exam: [Request] = []
    /// Rows that are read for each adapter besides its answers.
    public var reading = 0.0
    /// Answers of an exam with the item in view.
    public var inView: [Request] = []

    /// An item that takes nothing.
    public init() {}
}

extension ItemOutlook {
    /// Writing some self-edits.
    func writing(_ count: Int) -> WorkAmount { .answering(selfEdit, samples: count) }

    /// Training on so many self-edits, and so often on the material alone.
    func training(selfEdits: Int, material count: Int) -> WorkAmount {
        .training(Double(selfEdits) * study + Double(count) * material, share: layers)
            + Double(selfEdits) * CollapseWatch.amount(rows: study, probes: probes)
            + Double(count) * CollapseWatch.amount(rows: material, probes: probes)
    }

    /// The exams of so many adapters.
    func examining(_ adapters: Int) -> WorkAmount {
        .answering((0..<adapters).flatMap { _ in exam }) + .reading(Double(adapters) * reading)
    }

    /// Fine-tuning a policy on one self-edit, once.
    var turns: Double { selfEdit.map { Double($0.prompt) + $0.tokens + 1 }.reduce(0, +) }
}
