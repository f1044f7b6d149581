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
    /// - Throws: `Diagnosis` for a task longer than the window, `CancellationError`.
    package func sit(_ adapters: [Adapter?], engine: Engine) async throws -> [Judgement] {
        let asked = asked
        let maxTokens = longestAnswer
        let requests = adapters.flatMap { adapter in
            asked.map {
                var request = GenerationRequest(
                    prompt: $0.prompt, adapter: adapter, maxTokens: maxTokens, stop: [GridPrompt.stop])
                request.toleratesOverflow = true
                return request
            }
        }
        let texts = try await engine.generate(requests).map { $0.first?.text ?? "" }
        return adapters.indices.map { place in
            var predictions = [[Grid?]](repeating: [], count: task.tests.count)
            for (question, text) in zip(asked, texts.dropFirst(place * asked.count)) {
                predictions[question.test].append(Grid(text: text).flatMap(question.view.undone))
            }
            return judge(predictions.map(GridVote.init))
        }
    }

    /// The tests from all sides, with their prompts.
    private var asked: [(test: Int, view: GridView, prompt: [Int32])] {
        task.tests.enumerated().flatMap { index, test in
            views.compactMap { view in
                view.seen(task.demonstrations, test.input).map { seen in
                    (test: index, view: view, prompt: prompt.tokens(seen.demonstrations, seen.input))
                }
            }
        }
    }

    /// The answers of one adapter: they are expected to have the size of the right ones.
    func outlook() -> [ItemOutlook.Request] {
        let asked = asked
        let limit = longestAnswer
        return zip(asked, ItemOutlook.prompts(asked.map(\.prompt))).map { question, count in
            let tokens = Double(prompt.tokens(task.tests[question.test].output).count)
            return ItemOutlook.Request(prompt: count, tokens: min(tokens, Double(limit)), limit: limit)
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
            dense: nearness / Double(task.tests.count), answers: answers)
    }

    /// Room for twice the longest grid that is shown, and no more than a grid can take.
    private var longestAnswer: Int {
        let shown = task.demonstrations.flatMap { [$0.input, $0.output] } + task.tests.map(\.input)
        let longest = shown.map { prompt.tokens($0).count }.max() ?? 0
        return min(2 * longest, Grid.longestSide * (Grid.longestSide + 1) + 1)
    }
}
