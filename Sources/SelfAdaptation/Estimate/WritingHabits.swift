/// How much a model writes when it is asked for self-edits and questions: averages over many texts.
///
/// The values to begin with are those of the default model on the documents that it was measured with.
public struct WritingHabits: Sendable, Equatable, Codable {
    /// Of the tokens that a completion may have, the share that it has, by style.
    public private(set) var written: [SelfEditStyle: Double]
    /// Rows of an epoch that a written token leads to: titles are repeated, nonsense is left out.
    public private(set) var studied: [SelfEditStyle: Double]
    /// Questions that the model's exam has for each sentence of a text.
    public private(set) var questions = 0.2
    /// The averages to begin with.
    public init() {
        written = [
            .rewrite: 0.65, .implications: 0.6, .implicationsLong: 0.5, .selfQA: 0.43, .mixed: 0.57,
            .directed: 0.65,
        ]
        studied = [
            .rewrite: 0.92, .implications: 1.03, .implicationsLong: 1.03, .selfQA: 1.24, .mixed: 1.05,
            .directed: 0.95,
        ]
    }

    /// Tokens of an exam's answer.
    var answer: Double { 20 }
    /// Tokens of a recipe for a task of grids.
    var recipe: Double { 70 }

    /// The share of the tokens that a completion may have.
    func share(_ style: SelfEditStyle) -> Double { written[style] ?? 0.7 }

    /// Rows of an epoch for each written token.
    func rows(_ style: SelfEditStyle) -> Double { studied[style] ?? 1.2 }

    /// Takes in by which factor more was written, and trained on for each written token, than had been expected.
    public mutating func learn(_ style: SelfEditStyle, written more: Double, studied longer: Double) {
        written[style] = Self.moved(share(style), by: more, within: 0.05...1)
        studied[style] = Self.moved(rows(style), by: longer, within: 0.2...4)
    }

    /// Takes in how many questions came of some sentences.
    public mutating func learn(questions found: Int, sentences: Int) {
        guard sentences > 0 else { return }
        questions = (questions + Double(found) / Double(sentences)) / 2
    }

    /// Takes in what learning some documents came to.
    ///
    /// - Parameters:
    ///   - reports: What came of each document.
    ///   - style: The style in which self-edits were asked for.
    ///   - tokens: Tokens that were written.
    ///   - expected: Tokens that had been expected.
    ///   - epochs: Passes over the study material.
    public mutating func learn(
        from reports: [LearningReport], _ style: SelfEditStyle, written tokens: Int, expected: Double,
        epochs: Int
    ) {
        var rows = 0
        for candidates in reports.flatMap(\.contexts).map(\.candidates) {
            guard let passage = candidates.last,
                candidates.allSatisfy({ $0.failure == nil && $0.dropped == nil })
            else { return }
            rows += candidates.dropLast().map { $0.rows - passage.rows }.reduce(0, +)
        }
        guard tokens > 0, expected > 0, rows > 0 else { return }
        let studied = Double(rows) / Double(epochs * tokens)
        learn(style, written: Double(tokens) / expected, studied: studied / self.rows(style))
    }

    /// Half-way to what was observed.
    private static func moved(_ value: Double, by factor: Double, within bounds: ClosedRange<Double>)
        -> Double
    {
        guard factor.isFinite, factor > 0 else { return value }
        return (value * (1 + factor) / 2).clamped(to: bounds)
    }
}

// As keys of a JSON object the styles are their names.
extension SelfEditStyle: CodingKeyRepresentable {}
