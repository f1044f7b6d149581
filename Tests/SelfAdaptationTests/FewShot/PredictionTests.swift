import LanguageModel
import SelfAdaptation
import Testing
import Tokenizers

/// How a task's tests are asked and answers are counted.
@Suite struct PredictionTests {
    @Test(arguments: 0..<10 as Range<UInt64>)
    func whatIsSeenFromAnotherSideIsTurnedBack(seed: UInt64) throws {
        let grid = try SampleGrids.grid(seed)
        for view in GridView.all {
            let seen = try #require(view.seen([GridPair(input: grid, output: grid)], grid))
            #expect(seen.demonstrations == [GridPair(input: seen.input, output: seen.input)])
            #expect(view.undone(seen.input) == grid)
        }
        #expect(Set(GridView.all.map(\.transforms)).count == 6)
    }

    @Test func theMostFrequentPredictionComesFirst() throws {
        let grids = try (1...3).map { try SampleGrids.make([[$0]]) }
        let vote = GridVote([nil, grids[0], grids[1], nil, grids[2], grids[2]])
        #expect(vote.ranking == [grids[2], grids[0], grids[1]])
        #expect(GridVote([nil, nil]).ranking.isEmpty)
    }

    private static func exam(_ task: GridTask, attempts: Int, on model: LanguageModel) -> GridExam {
        var settings = FewShotSettings()
        settings.attempts = attempts
        return GridExam(task, settings: settings, model: model)
    }

    @Test func aTaskIsSolvedWhenAllItsTestsAre() throws {
        let tiny = try TinyEngine()
        var task = try SampleGrids.flipped()
        task.tests.append(task.tests[0])
        let right = task.tests[0].output
        let near = try SampleGrids.make([[2, 2], [1, 4]])
        let exam = Self.exam(task, attempts: 1, on: tiny.engine.model)
        let solved = exam.judge([GridVote([right]), GridVote([right, near, right])])
        #expect(solved.accuracy == 1 && solved.dense == 1)
        let half = exam.judge([GridVote([right]), GridVote([near])])
        #expect(half.accuracy == 0 && half.dense == 0.875)
        #expect(half.answers.map(\.isCorrect) == [true, false])
        #expect(half.answers.map(\.text) == [right.text, near.text])
        let nothing = exam.judge([GridVote([]), GridVote([right])])
        #expect(nothing.accuracy == 0 && nothing.answers[0].text.isEmpty)
    }

    @Test func aSecondAttemptCounts() throws {
        let tiny = try TinyEngine()
        let task = try SampleGrids.flipped()
        let near = try SampleGrids.make([[2, 2], [1, 4]])
        let votes = [GridVote([near, near, task.tests[0].output])]
        #expect(Self.exam(task, attempts: 1, on: tiny.engine.model).judge(votes).accuracy == 0)
        let second = Self.exam(task, attempts: 2, on: tiny.engine.model).judge(votes)
        #expect(second.accuracy == 1 && second.answers[0].text == task.tests[0].output.text)
    }

    @Test func examplesAreAskedAsTheyAreTrainedOn() throws {
        let tiny = try TinyEngine()
        let model = tiny.engine.model
        let prompt = GridPrompt(model: model)
        let task = try SampleGrids.flipped()
        let example = TestTimeExamples.Example(
            demonstrations: [task.demonstrations[0]], query: task.demonstrations[1])
        let text = "Input:\n12\n34\nOutput:\n34\n12\n\nInput:\n50\n06\nOutput:\n06\n50\n\n"
        let all = prompt.sequence(example, .all)
        #expect(all.tokens == model.encode(text, specialTokens: .asText))
        #expect(all.lossStart == 1)
        let outputs = prompt.sequence(example, .outputs)
        #expect(outputs.tokens == all.tokens)
        #expect(Array(outputs.tokens.suffix(outputs.lossCount)) == prompt.tokens(example.query.output))
        #expect(
            Array(outputs.tokens.prefix(outputs.lossStart))
                == prompt.tokens(example.demonstrations, example.query.input))
    }

    @Test func everyAdapterSitsTheExam() async throws {
        let tiny = try TinyEngine()
        let task = try SampleGrids.flipped()
        let domain = FewShotDomain(student: tiny.engine.model, settings: FewShotSettings())
        let adapter = Adapter(tiny.engine.model.configuration, LoRAConfiguration(rank: 2, alpha: 4), seed: 1)
        let judgements = try await domain.judge([nil, adapter], on: task, engine: tiny.engine)
        // A fresh adapter changes nothing.
        #expect(judgements.count == 2 && judgements[0] == judgements[1])
        #expect(try await domain.judgeInView(task, by: nil, engine: tiny.engine) == judgements[0])
    }
}
