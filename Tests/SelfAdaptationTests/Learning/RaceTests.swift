import LanguageModel
import SelfAdaptation
import Testing

/// Candidates that are given up part of the way.
@Suite struct RaceTests {
    @Test(
        arguments: [
            ([0: 0.1, 1: 0.5, 2: 0.3, 3: 0.2, 4: 0.4, 5: 0], [1, 2, 4, 5]),
            // Who equals the last of the better half goes on with it.
            ([0: 0.3, 1: 0.3, 2: 0.3, 3: 0.1, 4: 0.5, 5: 0.2], [0, 1, 2, 4, 5]),
            ([0: 0, 1: 0, 5: 1], [0, 1, 5]),
            ([2: 0.2, 3: 0.1, 5: 0.9], [2, 5]),
            ([0: nil, 1: 0.1, 2: nil, 5: 0.9], [1, 5]),
            ([0: nil, 5: nil], [5]),
        ] as [([Int: Double?], [Int])])
    func theBetterHalfAndTheTextAloneGoOn(scores: [Int: Double?], expected: [Int]) {
        #expect(Race.survivors(scores, passage: 5) == expected)
    }

    @Test func survivorsEndAsTheyWouldWithoutARace() async throws {
        let tiny = try TinyEngine()
        var settings = LearnerTests.settings()
        settings.innerLoop.training.learningRate = 1e-3
        settings.innerLoop.training.epochs = 4
        let whole = try await learn(tiny, settings)
        settings.race = true
        let raced = try await learn(tiny, settings)
        #expect(whole.candidates.allSatisfy { $0.dropped == nil && $0.score != nil })
        let dropped = raced.candidates.indices.filter { raced.candidates[$0].dropped != nil }
        #expect(!dropped.isEmpty && !dropped.contains(raced.best) && !dropped.contains(5))
        for (candidate, reference) in zip(raced.candidates, whole.candidates) {
            #expect(candidate.items == reference.items)
            if let drop = candidate.dropped {
                #expect(Race.checkpoints.contains(drop.share))
                #expect(candidate.score == nil && candidate.answers.isEmpty)
                #expect(candidate.rows < reference.rows && candidate.rows > 0)
            } else {
                // Packed with others, sums differ in the last digits.
                #expect(abs((candidate.score ?? 1) - (reference.score ?? -1)) < 1e-4)
                #expect(abs((candidate.lastLoss ?? 1) - (reference.lastLoss ?? -1)) < 1e-4)
                #expect(candidate.rows == reference.rows)
            }
        }
    }

    /// A training that breaks off after a checkpoint must not win with what it scored there.
    @Test func whoBreaksOffHasNoScore() async throws {
        let tiny = try TinyEngine()
        var settings = LearnerTests.settings()
        settings.race = true
        settings.innerLoop.training.learningRate = 1e30
        settings.innerLoop.training.epochs = 3
        settings.innerLoop.training.batchSize = 64
        let (report, adapter) = try await Learner(
            engine: tiny.engine, settings: settings, grader: LearnerTests.Everything()
        ).learn(
            title: "Station", contexts: [LearnerTests.contexts[0]], questions: LearnerTests.questions,
            completions: [["The horn is loud.", "The tower is orange."]])
        let failed = report.contexts[0].candidates.filter { $0.failure != nil }
        #expect(!failed.isEmpty && failed.allSatisfy { $0.score == nil && $0.answers.isEmpty })
        #expect(failed.contains { $0.rows > 0 }, "it had got to a checkpoint")
        #expect(adapter == nil)
    }

    /// Given material of five kinds, judged by held-out sentences, whose scores are never equal.
    private func learn(_ tiny: TinyEngine, _ settings: LearningSettings) async throws -> ContextReport {
        let material = (1...5).map { number in
            (0..<number).map { "The horn number \($0) of the tower is loud." }.joined(separator: "\n")
        }
        let (report, _) = try await Learner(engine: tiny.engine, settings: settings).learn(
            title: "Station", contexts: [LearnerTests.contexts[0]], questions: [], completions: [material])
        return try #require(report.contexts.first)
    }
}
