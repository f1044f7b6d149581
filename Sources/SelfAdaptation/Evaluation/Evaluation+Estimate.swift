import LanguageModel

extension Evaluation {
    /// What the comparison will come to, without what its journal holds already.
    ///
    /// - Throws: `Diagnosis` for items that the model can't be asked about, the journal's errors.
    public func estimate(_ items: [D.Item], habits: WritingHabits) async throws -> WorkEstimate {
        try await estimate(items, try items.map { try domain.outlook($0, habits: habits) })
    }

    /// The same for items whose outlooks are known.
    ///
    /// - Throws: The journal's errors.
    public func estimate(_ items: [D.Item], _ outlooks: [ItemOutlook]) async throws -> WorkEstimate {
        settings.isJoint ? try await jointly(items, outlooks) : try await apart(items, outlooks)
    }

    /// The steps of one item that is learned by itself, as an allowance has to know them.
    func steps(of item: D.Item, _ index: Int) throws -> [WorkPart] {
        guard let allowance else { return [] }
        return steps(of: item, index, try domain.outlook(item, habits: allowance.costs.habits))
    }

    /// The steps of one row that learns all items, as an allowance has to know them.
    func steps(of row: EvaluationArm, _ place: Int, _ items: [D.Item]) throws -> [WorkPart] {
        guard let allowance else { return [] }
        return steps(
            of: row, place, items, try items.map { try domain.outlook($0, habits: allowance.costs.habits) })
    }

    private func apart(_ items: [D.Item], _ outlooks: [ItemOutlook]) async throws -> WorkEstimate {
        var parts: [WorkPart] = []
        var open = 0
        for (index, outlook) in outlooks.enumerated() {
            guard try await journal.entry(EvaluationPart.key(item: index)) == nil else { continue }
            open += 1
            parts += steps(of: items[index], index, outlook)
        }
        return WorkEstimate(items: open, parts: parts)
    }

    private func steps(of item: D.Item, _ index: Int, _ outlook: ItemOutlook) -> [WorkPart] {
        let repeats = Double(settings.repeats)
        var (writing, training, exams) = (WorkAmount(), WorkAmount(), WorkAmount())
        for row in rows {
            let part = share(of: row, item, index, outlook)
            writing = writing + part.writing
            training = training + repeats * part.training
            exams = exams + part.exam + outlook.examining(part.updates * settings.repeats)
        }
        let place = { WorkPart.Place($0, item: index) }
        return [
            WorkPart(place(.writing), writing), WorkPart(place(.training), training),
            WorkPart(place(.examining), exams),
        ]
    }

    private func jointly(_ items: [D.Item], _ outlooks: [ItemOutlook]) async throws -> WorkEstimate {
        var parts: [WorkPart] = []
        for (place, row) in rows.enumerated() {
            guard try await journal.entry(EvaluationPart.key(row: place)) == nil else { continue }
            parts += steps(of: row, place, items, outlooks)
        }
        return WorkEstimate(items: items.count, parts: parts)
    }

    private func steps(
        of row: EvaluationArm, _ place: Int, _ items: [D.Item], _ outlooks: [ItemOutlook]
    ) -> [WorkPart] {
        var parts: [WorkPart] = []
        let shares = outlooks.indices.map { share(of: row, items[$0], $0, outlooks[$0]) }
        func append(_ stage: WorkPart.Stage, _ item: Int, _ amount: WorkAmount) {
            parts.append(WorkPart(WorkPart.Place(stage, group: place, item: item), amount))
        }
        for (index, share) in shares.enumerated() { append(.writing, index, share.writing) }
        let training = shares.map(\.training).reduce(WorkAmount(), +)
        append(.training, 0, Double(settings.repeats) * training)
        let hasUpdate = shares.contains { $0.updates > 0 }
        for (index, share) in shares.enumerated() {
            append(
                .examining, index, hasUpdate ? outlooks[index].examining(settings.repeats) : share.exam)
        }
        return parts
    }

    /// What a row takes of an item.
    private struct Share {
        var writing = WorkAmount()
        /// One training of all its self-edits.
        var training = WorkAmount()
        /// Self-edits that are trained on, or 1 for the material alone.
        var updates = 0
        /// Exams without an update.
        var exam = WorkAmount()
    }

    private func share(of row: EvaluationArm, _ item: D.Item, _ index: Int, _ outlook: ItemOutlook) -> Share {
        var share = Share()
        switch row.source {
        case .none: share.exam = outlook.examining(1)
        case .weighed: break
        case .inView, .readerInView: share.exam = .answering(outlook.inView)
        case .reader: share.exam = outlook.examining(1)
        case .lesson(let lesson):
            share.training = .training(Double(lesson.tokens), share: outlook.layers)
            share.updates = 1
        case .material:
            share.training = outlook.training(selfEdits: 0, material: 1)
            share.updates = 1
        case .whole:
            let study = try? domain.wholeStudy(of: item)
            share.training = .training(study?.rows ?? 0, share: outlook.layers)
            share.updates = 1
        case .scheduled(let schedule):
            let times = Double(schedule.epochs) / Double(max(1, domain.innerLoop.training.epochs))
            share.training = times * outlook.training(selfEdits: 0, material: 1)
            share.updates = 1
        case .control(let control, let other):
            if case .completions(let given) = rows[other].source {
                return trained(given[index], outlook) { try self.study($0, of: item, by: control) }
            }
            let rival = self.share(of: rows[other], item, index, outlook)
            let (own, seal) = (domain.innerLoop.training, TrainingSettings.seal)
            switch control {
            case .tokens: (share.training, share.updates) = (rival.training, rival.updates)
            case .schedule where own == seal: break
            case .schedule:
                share.training = Double(seal.epochs) / Double(max(1, own.epochs)) * rival.training
                share.updates = rival.updates
            // Few ask for another way of training; the same way is not trained twice.
            case .directives: break
            }
        case .author:
            share.writing = outlook.writing(settings.samples)
            share.training = outlook.training(selfEdits: settings.samples, material: 0)
            share.updates = settings.samples
        case .completions(let given):
            return trained(given[index], outlook) { try domain.study([$0], of: item) }
        }
        return share
    }

    /// What a training on each completion takes, of which `study` says what it trains on, if on anything.
    private func trained(
        _ completions: [String], _ outlook: ItemOutlook, _ study: (String) throws -> Study?
    ) -> Share {
        let rows = completions.compactMap { (try? study($0))?.rows }
        var share = Share()
        share.training = .training(rows.reduce(0, +), share: outlook.layers)
        share.updates = rows.count
        return share
    }

    /// What a control trains on for a completion; `nil` where that is what another row trains on.
    private func study(_ completion: String, of item: D.Item, by control: Control) throws -> Study? {
        let study = try control.study([completion], of: item, in: domain)
        let others =
            [try domain.study([], of: item)] + [try? domain.study([completion], of: item)].compactMap { $0 }
        return others.contains(where: study.trainsLike) ? nil : study
    }
}
