import Files
import LanguageModel

extension Evaluation {
    /// All items learned into one adapter a row, which then sits every exam: continued pretraining.
    ///
    /// Source: SEAL (arXiv 2506.10943, section 4.2).
    func jointly(_ items: [D.Item]) async throws -> WorkCut {
        for (place, row) in rows.enumerated() {
            let key = EvaluationPart.key(row: place)
            guard try await journal.recall(key, [EvaluationPart].self) == nil else { continue }
            let parts = try await allowance.attempt(try steps(of: row, place, items)) {
                try await learn(row, place, items)
            }
            guard let parts else { return WorkCut(rows: rows.count - place) }
            try await journal.write(parts, as: key)
        }
        return WorkCut()
    }

    private func learn(
        _ row: EvaluationArm, _ place: Int, _ items: [D.Item]
    ) async throws -> [EvaluationPart] {
        var stage = OuterLoopProgress(
            stage: .writing, row: row.name, rowPlace: place, item: 0, items: items.count)
        var parts = items.map { _ in EvaluationPart(pooling: row.pooling) }
        var studies: [Study] = []
        for (index, item) in items.enumerated() {
            stage.item = index
            progress(stage)
            if case .lesson(let lesson) = row.source {
                studies += try await domain.lessons(
                    [lesson], of: item, engine: student, seed: streams.writing(round: 0, item: index))
                continue
            }
            let written = try await write(row, item, index, cost: &parts[index].cost)
            parts[index].completions = written.map { $0.map(\.text) }
            for completions in parts[index].completions {
                if let study = try? domain.study(completions, of: item) { studies.append(study) }
            }
        }
        var adapters: [Adapter?] = [nil]
        var collapsed: [Bool] = [false]
        if !studies.isEmpty {
            stage.stage = .training
            stage.item = 0
            let training = stage
            // An adapter has one shape and one schedule: those of the domain, whatever a self-edit asks for.
            var study = Study(sequences: studies.flatMap(\.sequences), innerLoop: domain.innerLoop)
            if case .lesson = row.source { study.join(studies) }
            study.innerLoop.training = domain.innerLoop.training(texts: items.count)
            var starts = StartingAdapters(for: student.model)
            let jobs = (0..<settings.repeats).map { number in
                starts.job(
                    study, start: streams.start(repeat: number),
                    order: streams.order(round: 0, item: 0, candidate: 0, repeat: number))
            }
            var cost = StageCost()
            let trainer = UpdateTrainer(student: student, watch: try domain.watch(), clock: clock)
            let trained = try await trainer.train(jobs, cost: &cost) { done, total in
                progress(training.at(done, of: total))
            }
            let watched = zip(trained, jobs).map(WatchFigures.all)
            if trainer.watch != nil { parts[0].watch = watched }
            collapsed = watched.map(\.hasCollapsed)
            for (result, hasCollapsed) in zip(trained, collapsed) where !hasCollapsed {
                guard let failure = result.failure else { continue }
                throw Diagnosis(
                    .trainingFailed, place: row.name, problem: failure,
                    remedy: "give the update a lower learning rate")
            }
            adapters = trained.map(\.adapter)
            for index in parts.indices {
                // Every step is of all items; they are counted with the first.
                let steps = index == 0 ? cost.steps : 0
                parts[index].cost = parts[index].cost + cost.share(1 / Double(items.count), steps: steps)
            }
        }
        stage.stage = .examining
        if case .weighed(let other) = row.source {
            for (index, item) in items.enumerated() {
                let learned = try await judgements(of: other, item: index)
                let read = try await judgements(of: rows.lastIndex(where: \.isRead), item: index)
                parts[index].judgements = try await weigh(learned ?? [], read, of: item)
            }
            return parts
        }
        if case .reader = row.source { adapters = [try reader()] }
        for (index, item) in items.enumerated() {
            if case .inView = row.source {
                parts[index].judgements = [try await domain.judgeInView(item, by: nil, engine: student)]
            } else if case .readerInView = row.source {
                parts[index].judgements = [
                    try await domain.judgeInView(item, by: try reader(), engine: student)
                ]
            } else {
                var judged = try await domain.judge(
                    zip(adapters, collapsed).filter { !$1 }.map(\.0), on: item, engine: student)[...]
                parts[index].judgements = collapsed.map { $0 ? .collapsed : judged.removeFirst() }
            }
            stage.item = index
            progress(stage.examined(true))
        }
        return parts
    }
}

extension Evaluation {
    /// How a row that learned all items did on one of them, as the journal has it.
    private func judgements(of row: Int?, item: Int) async throws -> [Judgement]? {
        guard let row else { return nil }
        return try await journal.recall(EvaluationPart.key(row: row), [EvaluationPart].self)?[item].judgements
    }
}

extension Study {
    /// Takes over how lessons are trained, with the tokens of all of them.
    fileprivate mutating func join(_ lessons: [Study]) {
        innerLoop = lessons.first?.innerLoop ?? innerLoop
        tokens = lessons.compactMap(\.tokens).reduce(0, +)
    }
}
