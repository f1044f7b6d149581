import Memory

/// What goes, or went, with a source that is forgotten.
package struct ForgettingFigures: Codable, Sendable {
    /// The source.
    package let source: SourceFigures
    /// Its passages, those included that it does not have any longer.
    package let passages: Int
    /// Questions about them.
    package let questions: Int
    /// Adapters that were taught it, or come of runs that hold its text, by name.
    package let adapters: [String]
    /// Experiments that hold its text, by name.
    package let runs: [String]
    /// Runs without a name that do: documents half learned.
    package let unfinished: Int
    /// Answers that were given from it or say what it says, with what was asked.
    package let interactions: Int
    /// Whether it has gone.
    package let isForgotten: Bool

    private enum CodingKeys: String, CodingKey {
        case source, passages, questions, adapters, runs, unfinished, interactions
        case isForgotten = "forgotten"
    }

    init(_ forgetting: Forgetting, isForgotten: Bool) {
        source = SourceFigures(forgetting.source)
        passages = forgetting.passages
        questions = forgetting.questions
        adapters = forgetting.adapters.map(\.name)
        runs = forgetting.runs
        unfinished = forgetting.unnamedRuns
        interactions = forgetting.interactions
        self.isForgotten = isForgotten
    }
}

extension Workbench {
    /// Forgets a source, by its number, place or title, when `confirms`, told what goes, says so.
    ///
    /// - Returns: What went, or would have.
    /// - Throws: `Diagnosis` when there is no such source, or there are several, or a run that holds its text is going on.
    package func forget(
        _ name: String, confirms: (ForgettingFigures) throws -> Bool
    ) throws -> ForgettingFigures {
        let store = try store()
        let source = try SourceStore(store).find(name, base: nil)
        let planned = ForgettingFigures(try store.forgetting(source), isForgotten: false)
        guard try confirms(planned) else { return planned }
        defer { resident?.forget() }
        return ForgettingFigures(try store.forget(source), isForgotten: true)
    }
}

/// What went with all that one user has given.
package struct UserForgetting: Codable, Sendable {
    /// The source of the user's lessons, where there was one.
    @Nullable package var source: ForgettingFigures?
    /// Questions and answers of the user, and lessons that waited or were rejected.
    package let interactions: Int

    init(source: ForgettingFigures?, interactions: Int) {
        _source = Nullable(wrappedValue: source)
        self.interactions = interactions
    }
}

extension Workbench {
    /// Forgets all that one user has given: the lessons that were learned, those that were not, and what was asked.
    ///
    /// - Throws: `Diagnosis` when a run that holds its text is going on.
    package func forget(user: String) throws -> UserForgetting {
        let store = try store()
        let lessons = LessonStore(store)
        let source = try lessons.source(of: user).map { try forget(String($0)) { _ in true } }
        return UserForgetting(source: source, interactions: try lessons.forget(user))
    }
}
