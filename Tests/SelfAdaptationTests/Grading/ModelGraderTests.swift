import Files
import Grading
import LanguageModel
import SelfAdaptation
import Testing
import Tokenizers

/// Answers graded by a local model.
@Suite struct ModelGraderTests {
    private let tasks = ["orange", "a bell", "the horn of the station", "nobody knows", "17"].map {
        GradingTask(question: "What is it?", gold: ["orange"], answer: $0)
    }

    @Test func theMoreLikelyWordDecides() async throws {
        let tiny = try TinyEngine()
        let model = tiny.engine.model
        let verdicts = try await ModelGrader(engine: tiny.engine).grade(tasks)
        for (task, verdict) in zip(tasks, verdicts) {
            let asked = try model.encode([ChatMessage(role: "user", content: GradingPrompt.text(for: task))])
            var scores: [Float] = []
            for word in ["Yes", "No"] {
                let sequence = TrainingSequence(
                    tokens: asked + model.tokenizer.encode(word, specialTokens: .asText),
                    lossStart: asked.count)
                scores.append(try await tiny.engine.logProbabilities([(sequence, nil)])[0].reduce(0, +))
            }
            #expect(verdict.correct == (scores[0] > scores[1]))
        }
        #expect(try await ModelGrader(engine: tiny.engine).grade(tasks) == verdicts)
    }

    @Test func emptyAnswersAndMissingGoldAreWrongWithoutAsking() async throws {
        // A model without a chat template can't be asked anything.
        let tiny = try TinyEngine(hasChatTemplate: false)
        let grader = ModelGrader(engine: tiny.engine)
        let verdicts = try await grader.grade([
            GradingTask(question: "What?", gold: ["orange"], answer: " \n"),
            GradingTask(question: "What?", gold: [""], answer: "orange"),
        ])
        #expect(verdicts.map(\.correct) == [false, false])
        await #expect(throws: Diagnosis.self) { try await grader.grade(tasks) }
    }

    @Test func theQuestionHoldsAllThatCounts() {
        let one = GradingPrompt.text(for: tasks[0])
        for word in ["What is it?", "Right answer: orange", "Student's answer: orange", "yes or no"] {
            #expect(one.contains(word))
        }
        var several = tasks[0]
        several.gold = ["orange", "amber"]
        #expect(GradingPrompt.text(for: several).contains("one of the right answers"))
    }
}
