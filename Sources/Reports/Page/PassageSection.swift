import SelfAdaptation
import Text

/// Each passage with what became of it.
extension Section {
    static func passages(_ report: OuterLoopReport, _ words: DomainDescriptor) -> Section {
        let scores = report.rounds.map(RoundFigures.scores)
        let figures = scores.enumerated().map { number, scores in
            Figure(half: chart(number, scores, report.items, words), id: "passages-\(number)")
        }
        let views = report.items.indices.map { view($0, scores, report, words) }
        let note =
            "One \(words.item) a row: \(words.outcome) without an update, and what its self-edits reach on average "
            + "and at best. Below, each \(words.item) unfolds to what there was to learn, its scores, and the best and "
            + "the worst of all its self-edits."
        return Section(
            id: "passages", heading: words.title,
            notes: figures.isEmpty ? [] : [note], figures: figures, passages: views)
    }

    private static func chart(
        _ round: Int, _ scores: [PassageChart.Scores?], _ items: [ItemSummary], _ words: DomainDescriptor
    ) -> PassageChart {
        let done = scores.compactMap { $0 }
        let (better, worse) = (
            done.filter { $0.mean > $0.before }.count, done.filter { $0.mean < $0.before }.count
        )
        return PassageChart(
            title: "Round \(round): \(words.outcome) by \(words.item)",
            summary:
                "Of \(words.count(done.count)), self-edits raise \(Quantity.count(better)) on "
                + "average and lower \(Quantity.count(worse)). The list below has the values.",
            name: "Round \(round)", words: words,
            rows: items.indices.map { index in
                PassageChart.Row(
                    number: index + 1, name: items[index].title,
                    scores: scores.indices.contains(index) ? scores[index] : nil)
            })
    }

    private static func view(
        _ index: Int, _ scores: [[PassageChart.Scores?]], _ report: OuterLoopReport,
        _ words: DomainDescriptor
    ) -> PassageView {
        let scale = RewardScale(reward: report.settings.reward, words: words)
        var rows: [(String, [String])] = []
        var (first, last): (Double?, PassageChart.Scores?)
        for (number, round) in report.rounds.enumerated() {
            guard scores[number].indices.contains(index), let item = round.items[index],
                let score = scores[number][index]
            else { continue }
            first = first ?? score.before
            last = score
            let rewards = item.candidates.map { scale.text($0.reward(scale.reward, before: item.before)) }
            rows.append(
                (
                    "\(number)",
                    [score.before, score.mean, score.best].map { FigureText.share($0) }
                        + [rewards.joined(separator: ", ")]
                ))
        }
        let item = report.items[index]
        let result = last.map { last in
            "\(FigureText.share(first ?? 0, places: 0)) → \(FigureText.share(last.mean, places: 0)), "
                + "best \(FigureText.share(last.best, places: 0))"
        }
        let outcome =
            words.outcomeOfItem
            ?? "\(words.outcomeTitle), of \(Quantity.count(item.questions.count, words.question))"
        let table = PageTable(
            "\(outcome); rewards by \(scale.reward.rawValue)", corner: "round",
            heads: ["no update", "mean", "best", "rewards of self-edits"], rows: rows,
            list: 3)
        return PassageView(
            place: "\(index + 1)", subject: item.title.isEmpty ? "Untitled" : item.title,
            result: result ?? "not scored yet", texts: item.grids == nil ? [item.text] : [],
            drawings: item.grids.map { [Figure(GridChart($0), id: "grids-\(index)")] } ?? [],
            scores: rows.isEmpty ? [] : [table],
            edits: EditView.extremes(
                RankedCandidates(passage: index, of: report).entries, scale, item.grids,
                id: "answers-\(index)"))
    }
}

extension EditView {
    /// The first and the last of ranked self-edits, as far as there are any.
    ///
    /// Answers to a task of grids are drawn, under names that begin with `id`.
    static func extremes(
        _ entries: [RankedCandidates.Entry], _ scale: RewardScale, _ task: GridTask?, id: String
    ) -> [EditView] {
        guard let best = entries.first, let worst = entries.last else { return [] }
        guard entries.count > 1 else { return [EditView("The only self-edit", best, scale, task, "\(id)-0")] }
        let isEven = best.reward == worst.reward && best.second == worst.second
        return [
            EditView(
                isEven ? "The first of equal self-edits" : "Best self-edit", best, scale, task, "\(id)-0"),
            EditView(
                isEven ? "The last of equal self-edits" : "Worst self-edit", worst, scale, task, "\(id)-1"),
        ]
    }

    private init(
        _ rank: String, _ entry: RankedCandidates.Entry, _ scale: RewardScale, _ task: GridTask?, _ id: String
    ) {
        self.rank = rank
        origin =
            "Round \(entry.round), self-edit \(entry.place + 1), \(Quantity.count(entry.candidate.tokens, "token"))"
        let other = RewardScale(reward: scale.reward.tieBreaker, words: scale.words)
        let score =
            "\(scale.reward.rawValue) \(scale.text(entry.reward)), "
            + "\(other.reward.rawValue) \(other.text(entry.second))"
        outcome = entry.candidate.failure.map { "Reward: \(score). It failed: \($0)" } ?? "Reward: \(score)"
        completions = entry.candidate.completions.map { $0.isEmpty ? "(nothing)" : $0 }
        let answers = entry.candidate.judgements.first?.answers
        if let task, let answers {
            let chart = GridChart(
                task, answers: [GridChart.Answers("answer", answers)], showsDemonstrations: false)
            drawings = [Figure(half: chart, id: id)]
        } else {
            drawings = []
        }
    }
}
