package import LanguageModel

/// Lets models with adapters apply a task's rule to its tests, the demonstrations in view.
package struct GridExam: Sendable {
    private let task: GridTask
    private let settings: FewShotSettings
    private let prompt: GridPrompt

    /// The exam of a task.
    package init(_ task: GridTask, settings: FewShotSettings, model: LanguageModel) {
        self.task = task
        self.settings = settings
        prompt = GridPrompt(model: model)
    }

    private var views: [GridView] { settings.isVoting ? GridView.all : [GridView(transforms: [])] }

    /// All adapters in one batch, greedily.
    ///
    /// - Throws: `ModelError` for a task longer than the window, `CancellationError`.
    package func sit(_ adapters: [Adapter?], engine: Engine) async throws -> [Judgement] {
        let asked = task.tests.flatMap { test in
            views.compactMap { view in view.seen(task.demonstrations, test.input).map { (test, view, $0) } }
        }
        let prompts = asked.map { prompt.tokens($0.2.demonstrations, $0.2.input) }
        let requests = adapters.flatMap { adapter in
            prompts.map {
                GenerationRequest(
                    prompt: $0, adapter: adapter, maxTokens: longestAnswer, stop: [GridPrompt.stop])
            }
        }
        let texts = try await engine.generate(requests).map { $0.first?.text ?? "" }
        return adapters.indices.map { place in
            let written = texts[place * asked.count..<(place + 1) * asked.count]
            let predictions = zip(asked, written).map { question, text in
                (test: question.0, grid: Grid(text: text).flatMap(question.1.undone))
            }
            return judge(
                task.tests.map { test in GridVote(predictions.filter { $0.test == test }.map(\.grid)) })
        }
    }

    /// How the votes of all tests did.
    package func judge(_ votes: [GridVote]) -> Judgement {
        var nearness = 0.0
        let answers = zip(task.tests, votes).map { test, vote in
            let attempts = vote.ranking.prefix(settings.attempts)
            nearness += attempts.map { $0.likeness(to: test.output) }.max() ?? 0
            let isCorrect = attempts.contains(test.output)
            return Exam.Answer(
                text: (isCorrect ? test.output : attempts.first)?.text ?? "", isCorrect: isCorrect)
        }
        // As its authors count: one test that is wrong, and the task is not solved.
        return Judgement(
            accuracy: answers.allSatisfy(\.isCorrect) ? 1 : 0,
            closeness: nearness / Double(task.tests.count), answers: answers)
    }

    /// Room for twice the longest grid that is shown, and no more than a grid can take.
    private var longestAnswer: Int {
        let shown = task.demonstrations.flatMap { [$0.input, $0.output] } + task.tests.map(\.input)
        let longest = shown.map { prompt.tokens($0).count }.max() ?? 0
        return min(2 * longest, Grid.longestSide * (Grid.longestSide + 1) + 1)
    }
}
