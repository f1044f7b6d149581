import Console
import Memory
import SelfAdaptation
import Text
import Workbench

/// What a person reads about a learned document.
struct LearningTable {
    private let outcome: LearningOutcome
    private var report: LearningReport { outcome.report }

    init(_ outcome: LearningOutcome) { self.outcome = outcome }

    /// Prints candidates, questions with answers before and after, the score, and where the adapter is.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it.
    func print(in session: Session) throws {
        let style = Style(for: session.output)
        let part = outcome.part.map { ", \($0)" } ?? ""
        try session.print(style(TextLayout.singleLine(report.title), .bold) + part)
        for context in report.contexts {
            if report.contexts.count > 1 {
                try session.print("\n" + TextLayout.singleLine(context.context.title))
            }
            guard context.isTried else { continue }
            try session.print(candidates(context))
            for remark in Self.remarks(on: context) { try session.print(remark) }
        }
        if report.measure == .exam {
            try session.print(questions())
        } else {
            try session.print(
                "Too few questions that can measure learning; the score is the gain in log-probability of "
                    + "sentences held out from training.")
        }
        try session.print(score())
        if let figures = figures() { try session.print(figures) }
        if let cut = report.cut { try session.print(text(of: cut)) }
        if let adapter = outcome.adapter, let folder = outcome.folder {
            try session.print("Kept as adapter \(style(adapter.name, .bold)): \(folder)")
            if let version = outcome.version { try session.print(version.sentence) }
        } else {
            try session.print("Not kept: \(whyNot).")
        }
    }

    private var whyNot: String {
        if let failure = report.final?.failure { return "the final adapter \(failure)" }
        let isNone = report.contexts.allSatisfy { $0.candidates[$0.best].failure != nil }
        return isNone
            ? "every candidate failed"
            : "the model is no better with the update than without"
    }

    private func candidates(_ context: ContextReport) -> Table {
        var table = Table([
            Table.Column("candidate"), Table.Column("sequences", alignment: .right),
            Table.Column("tokens trained", alignment: .right), Table.Column("loss", alignment: .right),
            Table.Column("score", alignment: .right), Table.Column(""),
        ])
        for (index, candidate) in context.candidates.enumerated() {
            let losses = [candidate.firstLoss, candidate.lastLoss].compactMap { $0 }.map {
                Quantity.decimal(Double($0), places: 2)
            }
            table.append([
                Table.Cell(Self.name(candidate, index: index)),
                Table.Cell(Quantity.count(candidate.sequences)),
                Table.Cell(Quantity.count(candidate.rows)), Table.Cell(losses.joined(separator: " → ")),
                Table.Cell(result(candidate)),
                Table.Cell(index == context.best && candidate.failure == nil ? "best" : "", paint: .green),
            ])
        }
        return table
    }

    /// What of the material was too long to be trained on as it is.
    private static func remarks(on context: ContextReport) -> [String] {
        context.candidates.enumerated().flatMap { index, candidate -> [String] in
            guard let excess = candidate.excess else { return [] }
            let name = name(candidate, index: index)
            return [
                excess.questions > 0
                    ? "Left out: \(name): \(Quantity.count(excess.questions, "question")) too long to be trained on"
                    : nil,
                excess.answers > 0
                    ? "Shortened: \(name): \(Quantity.count(excess.answers, "answer")) too long to be trained on whole"
                    : nil,
            ].compactMap { $0 }
        }
    }

    private func result(_ candidate: CandidateReport) -> String {
        if let dropped = candidate.dropped {
            return "given up at \(Quantity.percent(dropped.share)): \(format(dropped.score))"
        }
        return candidate.score.map(format) ?? candidate.failure ?? "failed"
    }

    private func questions() -> Table {
        var table = Table([
            Table.Column("question"), Table.Column("right answer"), Table.Column("before"),
            Table.Column("after"),
        ])
        for (index, question) in report.questions.enumerated() {
            table.append([
                Table.Cell(question.question), Table.Cell(question.gold.joined(separator: " / ")),
                cell(report.before[index]), cell(report.after[index]),
            ])
        }
        return table
    }

    private func cell(_ answer: Exam.Answer) -> Table.Cell {
        let text = TextLayout.singleLine(TextLayout.printable(answer.text))
        return Table.Cell(
            "\(answer.outcome?.rawValue ?? ""): \(text)", paint: answer.isAnswered ? .green : .red)
    }

    private func score() -> String {
        guard report.measure == .exam else {
            return "Gain on held-out sentences: \(format(report.scoreAfter)) nats a token"
        }
        return "Answered: \(share(report.before)) before, \(share(report.after)) after"
    }

    /// What stands beside the score: before, then after.
    private func figures() -> String? {
        guard let before = AnswerFigures(report.before),
            let after = AnswerFigures(report.after, unanswerable: report.unanswerable)
        else {
            return nil
        }
        func change(_ name: String, _ value: (AnswerFigures) -> Double) -> String {
            "\(name) \(Quantity.percent(value(before))) → \(Quantity.percent(value(after)))"
        }
        let declined = after.declined.map {
            "asked what is not in the text, declined or as the base \(Quantity.percent($0))"
        }
        let direct = after.direct.map { "answered by what is recalled, unread \(Quantity.percent($0))" }
        return [
            change("Right if read to the end", \.correct), change("recited", \.recited),
            change("empty", \.empty),
            "words an answer \(Quantity.decimal(before.words)) → \(Quantity.decimal(after.words))",
            direct, declined,
        ].compactMap { $0 }.joined(separator: "; ")
    }

    private func text(of cut: LearningReport.Cut) -> String {
        let left = [
            cut.contexts > 0 ? "\(Quantity.count(cut.contexts, "passage")) not begun" : nil,
            cut.candidates > 0 ? "\(Quantity.count(cut.candidates, "candidate")) not finished" : nil,
            cut.isFinalCut ? "the final adapter has not made all its steps" : nil,
        ].compactMap { $0 }
        return "Cut: the time was up; \(left.joined(separator: ", "))."
    }

    private func share(_ answers: [Exam.Answer]) -> String {
        let right = answers.filter(\.isAnswered).count
        let interval = Proportion.interval(successes: right, of: answers.count).map {
            " [\(Quantity.percent($0.low))–\(Quantity.percent($0.high))]"
        }
        return "\(right) of \(answers.count), \(Quantity.percent(answers.answered))\(interval ?? "")"
    }

    private func format(_ score: Double) -> String {
        report.measure == .exam ? Quantity.percent(score) : Quantity.decimal(score, places: 3)
    }

    private static func name(_ candidate: CandidateReport, index: Int) -> String {
        switch candidate.origin {
        case .passage: "text alone"
        case .selfEdit: "self-edit \(index + 1) (\(candidate.style?.rawValue ?? "")) + text"
        case .given: "given material \(index + 1) + text"
        }
    }
}
