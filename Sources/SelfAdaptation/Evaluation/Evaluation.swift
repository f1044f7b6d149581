import Files
public import LanguageModel

/// Compares ways of updating a model, on the same items and in one run.
public struct Evaluation<D: Domain>: Sendable {
    let domain: D
    let student: Engine
    let rows: [EvaluationArm]
    let settings: EvaluationSettings
    let journal: any RunJournal
    let clock: WorkClock
    let allowance: Allowance?
    let progress: @Sendable (OuterLoopProgress) -> Void
    let streams: RandomStreams

    /// An evaluation.
    ///
    /// - Parameters:
    ///   - domain: Kind of task.
    ///   - student: The model that is updated.
    ///   - rows: What is compared.
    ///   - settings: How.
    ///   - journal: Where finished items are written down.
    ///   - clock: Tells what stages cost.
    ///   - allowance: Limits the time: what does not fit is not begun; none where there is time enough.
    ///   - progress: Told how far the evaluation has come.
    public init(
        domain: D, student: Engine, rows: [EvaluationArm], settings: EvaluationSettings,
        journal: any RunJournal = InMemoryJournal(), clock: WorkClock = .system,
        allowance: Allowance? = nil,
        progress: @escaping @Sendable (OuterLoopProgress) -> Void = { _ in }
    ) {
        self.domain = domain
        self.student = student
        self.rows = rows
        self.settings = settings
        self.journal = journal
        self.clock = clock
        self.allowance = allowance
        self.progress = progress
        streams = RandomStreams(seed: settings.seed)
    }

    /// Scores every row on every item; with an allowance as far as there is time.
    ///
    /// - Throws: `Diagnosis` for items that do not fit the model, `CancellationError`, also with `.noTime` when there
    ///   was no time for anything, the journal's errors.
    public func run(_ items: [D.Item]) async throws -> [EvaluationResult] {
        let cut = try await settings.isJoint ? jointly(items) : apart(items)
        try await cut.note(in: journal)
        guard cut == WorkCut() || cut.items < items.count && cut.rows < rows.count else {
            throw Diagnosis.noTime
        }
        return try await EvaluationResult.all(
            rows.map(\.name), items: items.count, settings: settings, journal: journal)
    }

    /// Each item learned by itself; all rows' adapters of an item are trained together.
    private func apart(_ items: [D.Item]) async throws -> WorkCut {
        for (index, item) in items.enumerated() {
            let key = EvaluationPart.key(item: index)
            if try await journal.recall(key, [EvaluationPart].self) == nil {
                let parts = try await allowance.attempt(try steps(of: item, index)) {
                    try await examine(item, index, of: items.count)
                }
                guard let parts else { return WorkCut(items: items.count - index) }
                try await journal.write(parts, as: key)
            }
            progress(
                OuterLoopProgress(stage: .examining, item: index, items: items.count).examined(true))
        }
        return WorkCut()
    }

    private func examine(_ item: D.Item, _ index: Int, of count: Int) async throws -> [EvaluationPart] {
        var stage = OuterLoopProgress(stage: .writing, item: index, items: count)
        progress(stage)
        var parts: [EvaluationPart] = []
        var candidates: [(row: Int, completions: [Completion])] = []
        var written: [[[Completion]]] = []
        for (place, row) in rows.enumerated() {
            var part = EvaluationPart(pooling: row.pooling)
            if case .control(_, let other) = row.source {
                // What is compared with was written for the other row.
                written.append(written[other])
            } else {
                written.append(try await write(row, item, index, cost: &part.cost))
                part.completions = written[place].map { $0.map(\.text) }
            }
            switch row.source {
            case .none: part.judgements = try await domain.judge([nil], on: item, engine: student)
            case .reader: part.judgements = try await domain.judge([try reader()], on: item, engine: student)
            case .inView: part.judgements = [try await domain.judgeInView(item, by: nil, engine: student)]
            case .readerInView:
                part.judgements = [try await domain.judgeInView(item, by: try reader(), engine: student)]
            case .weighed: break
            case .material, .whole, .scheduled, .control, .author, .completions, .lesson:
                candidates += written[place].map { (place, $0) }
            }
            parts.append(part)
        }
        let lessons = try await lessons(of: item, index, parts: &parts)
        stage.stage = .training
        let training = stage
        var cost = StageCost()
        let trial = try Trial(of: item, in: domain, student: student, clock: clock)
        let scored = try await trial.score(
            candidates.map(\.completions), repeats: settings.repeats,
            study: {
                let (row, completions) = candidates[$0]
                return try lessons[row] ?? study(completions.map(\.text), of: item, row: row)
            },
            seeds: { _, number in
                // The same order for all rows, as far as they have the same number of sequences.
                (
                    streams.start(repeat: number),
                    streams.order(round: 0, item: index, candidate: 0, repeat: number)
                )
            }, cost: &cost, progress: { progress(training.at($0)) })
        for (candidate, result) in zip(candidates, scored) {
            // Nothing could be made of it: it has answered nothing.
            parts[candidate.row].judgements +=
                result.judgements.isEmpty
                ? [Judgement(accuracy: 0, answers: [])] : result.judgements
            if let watch = result.watch {
                parts[candidate.row].watch = (parts[candidate.row].watch ?? []) + watch
            }
            let share = Double(result.rows) / Double(max(1, cost.trainedRows))
            parts[candidate.row].cost = parts[candidate.row].cost + cost.share(share, steps: result.steps)
        }
        for (place, row) in rows.enumerated() {
            guard case .weighed(let other) = row.source else { continue }
            parts[place].judgements = try await weigh(
                parts[other].judgements, rows.lastIndex(where: \.isRead).map { parts[$0].judgements },
                of: item)
        }
        return parts
    }

    /// The answers of updates, each weighed against those with the item in view.
    func weigh(
        _ judgements: [Judgement], _ inView: [Judgement]?, of item: D.Item
    ) async throws -> [Judgement] {
        guard let read = inView?.first else { return [] }
        var result: [Judgement] = []
        for judgement in judgements {
            result.append(try await domain.weigh(judgement, against: read, on: item))
        }
        return result
    }

    /// What a row trains on for a self-edit.
    private func study(_ completions: [String], of item: D.Item, row: Int) throws -> Study {
        switch rows[row].source {
        case .whole: try domain.wholeStudy(of: item)
        case .scheduled(let schedule): schedule.applied(to: try domain.study([], of: item))
        case .control(let control, _): try control.study(completions, of: item, in: domain)
        case .none, .inView, .material, .author, .completions, .lesson, .reader, .readerInView, .weighed:
            try domain.study(completions, of: item)
        }
    }

    /// What the rows that are lessons train on, by row; what they take to make is shared out evenly.
    private func lessons(
        of item: D.Item, _ index: Int, parts: inout [EvaluationPart]
    ) async throws -> [Int: Study] {
        let places = rows.indices.compactMap { place -> (row: Int, lesson: Lesson)? in
            if case .lesson(let lesson) = rows[place].source { (place, lesson) } else { nil }
        }
        guard !places.isEmpty else { return [:] }
        let start = clock.now
        let studies = try await domain.lessons(
            places.map(\.lesson), of: item, engine: student,
            seed: streams.writing(round: 0, item: index))
        let seconds = (clock.now - start) / Double(places.count)
        for (place, study) in zip(places, studies) {
            parts[place.row].cost.writingSeconds += seconds
            if !study.notes.isEmpty { parts[place.row].completions = [study.notes] }
        }
        return Dictionary(uniqueKeysWithValues: zip(places.map(\.row), studies))
    }

    /// The domain's reader.
    ///
    /// - Throws: `Diagnosis` when it has none.
    func reader() throws -> Adapter {
        guard let reader = domain.reader else {
            throw Diagnosis(
                .badRequest, problem: "there is no reader to compare with", remedy: "name one")
        }
        return reader
    }

    /// The completions of each self-edit of a row; the item's material alone has none.
    func write(
        _ row: EvaluationArm, _ item: D.Item, _ index: Int, cost: inout StageCost
    ) async throws -> [[Completion]] {
        switch row.source {
        case .none, .inView, .control, .reader, .readerInView, .weighed: return []
        case .material, .whole, .scheduled, .lesson: return [[]]
        case .completions(let given):
            return given[index].map { [Completion(text: $0, tokens: 0)] }
        case .author(let author):
            return try await domain.write(
                item, count: settings.samples, by: author, seed: streams.writing(round: 0, item: index),
                clock: clock, cost: &cost)
        }
    }
}
