import Files
public import Grading
public import LanguageModel
public import Text

/// The main job: a model reads a document, writes self-edits, is trained on each, sits an exam out of sight
/// of the text, and the best update is kept if it beats the model without it.
///
/// Source: the inner loop of SEAL (arXiv 2506.10943, section 3.1), with the text alone always a candidate.
public struct Learner: Sendable {
    let engine: Engine
    let settings: LearningSettings
    /// How passages are taught and examined.
    let domain: KnowledgeDomain
    let author: any SelfEditAuthor
    let grader: any Grader
    let journal: any RunJournal
    let clock: WorkClock
    let allowance: Allowance?
    let progress: @Sendable (LearningProgress) -> Void

    /// A learner for one model; without an `author` the bare model writes its own self-edits, and with a `reader` what is
    /// recalled is read by it.
    ///
    /// With an `allowance` nothing is begun that does not fit into its time; candidates then come one after the other.
    public init(
        engine: Engine, settings: LearningSettings, author: (any SelfEditAuthor)? = nil,
        reader: Adapter? = nil, grader: any Grader = LexicalGrader(),
        journal: any RunJournal = InMemoryJournal(), clock: WorkClock = .system, allowance: Allowance? = nil,
        progress: @escaping @Sendable (LearningProgress) -> Void = { _ in }
    ) {
        self.engine = engine
        self.settings = settings
        domain = KnowledgeDomain(
            student: engine.model, settings: settings.knowledge, grader: grader, reader: reader)
        self.author = author ?? PolicyAuthor(engine: engine, adapter: nil, sampling: settings.sampling)
        self.grader = grader
        self.journal = journal
        self.clock = clock
        self.allowance = allowance
        self.progress = progress
    }

    /// Learns one document.
    ///
    /// - Parameters:
    ///   - title: Title of the document.
    ///   - contexts: The document in pieces, at least one.
    ///   - questions: The exam; `nil` lets the model write it.
    ///   - completions: Study material for each context in place of the model's own self-edits.
    /// - Returns: What was tried and reached, and the adapter if it is worth keeping.
    /// - Throws: `Diagnosis` for text that does not fit the model, and with `.noTime` when the time was up before
    ///   anything was learned; `CancellationError` when cancelled, the journal's errors.
    public func learn(
        title: String, contexts: [Context], questions: [Question]?, completions: [[String]]? = nil
    ) async throws -> (report: LearningReport, adapter: Adapter?) {
        var cost = StageCost()
        // Questions that were given are asked however few they are; the model's own must be enough to tell anything.
        let fewest = questions == nil ? settings.fewestQuestions : 1
        let questions = try await exam(for: contexts, given: questions)
        let isExam = questions.count >= fewest
        let held = contexts.map { isExam ? nil : HeldOutSentences($0.text) }
        let study = zip(contexts, held).map { Context(title: $0.title, text: $1?.study ?? $0.text) }
        let owners = isExam ? QuestionOwners(questions, contexts: contexts) : nil

        let isInTurn = settings.isStepwise || allowance != nil
        let edits = isInTurn ? [] : try await selfEdits(for: study, given: completions)
        var reports: [ContextReport] = []
        var lastWinner: Adapter?
        var cut = LearningReport.Cut()
        // What an earlier process has trained counts, too.
        var earlierRows = 0
        for index in contexts.indices {
            let mine = owners?.questions(of: index) ?? []
            let assessment =
                isExam
                ? Assessment.exam(domain.exam(mine.map { questions[$0] }))
                : .heldOut(
                    domain.sequences.statements(held[index]?.heldOut ?? [], title: contexts[index].title))
            lastWinner = nil
            let key = "context \(index)"
            var report = try await journal.recall(key, ContextReport.self)
            if isExam, settings.isJointAlone(contexts.count, given: completions) {
                report = ContextReport(
                    untried: contexts[index], questions: mine, domain.material(of: study[index]))
            }
            earlierRows += report?.candidates.map(\.rows).reduce(0, +) ?? 0
            if report == nil {
                let tried =
                    if isInTurn {
                        try await compareInTurn(
                            study[index], given: completions?[index], assessment, place: index,
                            of: contexts.count, before: reports, asked: isExam ? questions.count : 0,
                            cost: &cost)
                    } else {
                        try await compare(
                            study[index], edits[index], assessment, place: index, of: contexts.count,
                            cost: &cost)
                    }
                lastWinner = tried?.winner
                report = tried.map { tried in
                    ContextReport(
                        context: contexts[index], questions: mine, before: tried.before,
                        candidates: tried.candidates, best: tried.best)
                }
                if let report { try await journal.write(report, as: key) }
            }
            guard let report else {
                cut.contexts = contexts.count - index
                break
            }
            let wanted = completions?[index].count ?? (settings.passageOnly ? 0 : settings.candidates)
            cut.candidates += wanted + 1 - report.candidates.count
            reports.append(report)
        }
        guard !reports.isEmpty else {
            throw Diagnosis.noTime(for: title)
        }

        // One context judged by the whole exam needs no second training and no second exam; anything else
        // ends as one adapter for everything that was kept, the sentences held out until now included.
        var result: Final
        if isExam, let report = reports.first, contexts.count == 1 {
            let adapter = if let lastWinner { lastWinner } else { try await retrain(report, cost: &cost) }
            let winner = report.candidates[report.best]
            // What was not trained to its end was not examined: nothing has changed.
            result = Final(
                adapter: adapter, before: report.before,
                after: winner.failure == nil ? winner.answers : report.before)
        } else {
            if reports.allSatisfy({ !$0.isTried }), !hasTime(toJoin: study, asking: questions.count) {
                throw Diagnosis.noTime(for: title)
            }
            let joint = try await join(reports, held: held.map { $0?.heldOut ?? [] }, cost: &cost)
            cut.isFinalCut = !joint.isWhole
            result = try await examine(
                joint.adapter, owners.map { domain.exam(questions, passages: $0.owners) })
            result.training = joint.training
        }
        if isExam { result.unanswerable = try await askUnanswerable(result.adapter) }
        var (report, adapter) = conclude(
            title, reports, result, questions: isExam ? questions : nil, spent: cost,
            cut: cut == LearningReport.Cut() ? nil : cut)
        report.rows += earlierRows
        report.tokensWritten = try await writtenTokens(edits, contexts: contexts.count)
        return (report, adapter)
    }

    /// Whether there is time for one adapter of contexts that were not tried by themselves, and for its exam.
    private func hasTime(toJoin contexts: [Context], asking questions: Int) -> Bool {
        guard let allowance else { return true }
        let tokens = contexts.flatMap { (try? domain.passage($0)) ?? [] }.map(\.tokens.count).reduce(0, +)
        let rows = Double(tokens * settings.innerLoop.training.epochs)
        return allowance.fits([
            allowance.part(
                .joining, .training(rows, share: settings.innerLoop.lora.share(of: engine.model))),
            allowance.exam(questions, adapters: 2, answering: domain.answering),
        ])
    }

    /// Tokens of all self-edits: those that were written together, and those that the journal has of each context.
    private func writtenTokens(_ edits: [[SelfEdit]], contexts: Int) async throws -> Int {
        var tokens = edits.joined().compactMap(\.tokens).reduce(0, +)
        for index in 0..<contexts {
            let edits = try await journal.recall("self-edits \(index)", [SelfEdit].self)
            tokens += edits?.compactMap(\.tokens).reduce(0, +) ?? 0
        }
        return tokens
    }

    /// How much the model is expected to write.
    var habits: WritingHabits { allowance?.costs.habits ?? WritingHabits() }

    /// The questions to ask: those given, or the model's own.
    private func exam(for contexts: [Context], given: [Question]?) async throws -> [Question] {
        if let given { return given }
        let key = "exam"
        if let known = try await journal.recall(key, [Question].self) { return known }
        report(.writingExam)
        let writer = ExamWriter(
            engine: engine, prompt: settings.prompt, grader: grader, seed: settings.seed)
        let amount = ExamWriter.amount(contexts, model: engine.model, habits: habits)
        let questions = try await allowance.attempt([WorkPart(.init(.writingExam), amount)]) {
            try await writer.write(contexts)
        }
        if let questions { try await journal.write(questions, as: key) }
        // An exam that there was no time for is none.
        return questions ?? []
    }

    /// The self-edits of every context, sampled in one batch.
    private func selfEdits(for contexts: [Context], given: [[String]]?) async throws -> [[SelfEdit]] {
        if settings.passageOnly { return contexts.map { _ in [] } }
        if let given { return given.map { $0.map { SelfEdit(style: nil, text: $0) } } }
        report(.writingSelfEdits)
        return try await journal.remember("self-edits", [[SelfEdit]].self) {
            try await SelfEditWriter(author: author, prompts: domain.prompts).write(
                contexts, count: settings.candidates, seed: settings.seed
            ) { tokens in
                report(.writingSelfEdits, done: tokens)
            }.map { $0.map { SelfEdit(style: settings.style, written: $0) } }
        }
    }

    func report(trial stage: Trial.Stage, context: Int, of contexts: Int, candidate: Int = 0) {
        switch stage {
        case .training(let done, let total):
            report(
                .training, context: context, of: contexts, candidate: candidate, done: done, total: total)
        case .examining: report(.examining, context: context, of: contexts, candidate: candidate)
        }
    }

    func report(
        _ stage: LearningProgress.Stage, context: Int = 0, of contexts: Int = 0, candidate: Int = 0,
        done: Int = 0, total: Int = 0
    ) {
        progress(
            LearningProgress(
                stage: stage, context: context, contexts: contexts, candidate: candidate, done: done,
                total: total))
    }
}

extension Diagnosis {
    /// There was no time for any of a document.
    fileprivate static func noTime(for title: String) -> Diagnosis {
        Diagnosis(
            .noTime, place: title, problem: "the time was up before anything was learned",
            remedy: "give it more, or a shorter document")
    }
}
