import Grading
import LanguageModel
import SelfAdaptation
import Testing
import TestKit

/// What may answer, and what may not.
@Suite struct UpdateGuardTests {
    private let tiny: TinyEngine
    private var engine: Engine { tiny.engine }
    private var guardian: UpdateGuard {
        UpdateGuard(engine: engine, prompt: .chat, grader: LexicalGrader())
    }

    init() throws { tiny = try TinyEngine() }

    private func adapter(_ size: Float) -> Adapter {
        let fresh = Adapter(
            engine.model.configuration, LoRAConfiguration(rank: 2, alpha: 4, projections: [.query, .down]),
            seed: 1)
        guard size > 0 else { return fresh }
        for place in 0..<fresh.parameters.count {
            fresh.parameters.start[place] += place.isMultiple(of: 2) ? size : -size
        }
        return fresh
    }

    private func paired(_ before: Int, _ after: Int, lost: Int = 0, of questions: Int = 10) -> PairedAnswers {
        var answers = PairedAnswers()
        (answers.questions, answers.before, answers.after, answers.lost) = (questions, before, after, lost)
        return answers
    }

    @Test func anUpdateThatLearnedAndStaysNearMayAnswer() async throws {
        let verdict = try await guardian.examine(adapter(0.01), new: paired(1, 4), known: [])
        #expect(verdict.isPassed && verdict.objections.isEmpty, "\(verdict)")
        #expect(verdict.new == paired(1, 4) && verdict.old == nil)
        #expect(verdict.general.questions == 64)
        let kl = try #require(verdict.kl)
        #expect(kl > 0 && kl < 0.5)
    }

    @Test func whatChangesNothingIsOfNoUse() async throws {
        let verdict = try await guardian.examine(adapter(0), new: nil, known: [])
        #expect(verdict.objections == [.inert], "\(verdict)")
    }

    @Test func whatAnswersNoMoreThanBeforeIsRefused() async throws {
        let verdict = try await guardian.examine(adapter(0.01), new: paired(3, 3, lost: 1), known: [])
        #expect(verdict.objections == [.nothingLearned])
    }

    @Test func whatLeavesTheModelBehindIsRefused() async throws {
        let verdict = try await guardian.examine(adapter(50), new: paired(1, 4), known: [])
        #expect(verdict.objections == [.strays] || verdict.objections == [.notFinite], "\(verdict)")
    }

    @Test func numbersThatAreNoneAreRefused() async throws {
        let verdict = try await guardian.examine(adapter(.infinity), new: paired(1, 4), known: [])
        #expect(verdict.objections == [.notFinite] && verdict.kl == nil)
    }

    /// What an adapter said until now is what it says now: who is compared with itself has lost nothing.
    @Test func whatOthersAnsweredIsAskedAgain() async throws {
        let update = adapter(0.01)
        let said = try await engine.generate(
            ["What is it?", "Who is he?"].map {
                GenerationRequest(
                    prompt: try ExamPrompt.chat.tokens(question: $0, topic: "It", model: engine.model),
                    adapter: update, maxTokens: Exam.answerLimit, stop: ["\n"])
            })
        let questions = zip(["What is it?", "Who is he?"], said).map {
            Question(question: $0, gold: [$1[0].text], topic: "It")
        }
        let known = UpdateGuard.Known(adapter: update, questions: questions, passages: [0, 1])
        let same = try await guardian.examine(update, new: nil, known: [known, known])
        #expect(same.old?.questions == 4 && same.old?.lost == 0 && same.old?.before == same.old?.after)
    }
}

/// Losses by chance, and others.
@Suite struct SignTestTests {
    @Test(
        arguments: [
            (5, 0, 1.0 / 32), (8, 2, 56.0 / 1024), (3, 3, 42.0 / 64), (0, 4, 1.0), (0, 0, 1.0), (1, 0, 0.5),
        ] as [(Int, Int, Double)])
    func theChanceIsExact(lost: Int, gained: Int, chance: Double) {
        #expect(abs(SignTest.worse(lost: lost, gained: gained) - chance) < 1e-12)
    }

    @Test func manyQuestionsGiveNumbers() {
        let chance = SignTest.worse(lost: 2600, gained: 2400)
        #expect(chance > 0.002 && chance < 0.0026)
        #expect(SignTest.worse(lost: 2400, gained: 2600) > 0.99)
    }

    @Test func pairsAreCounted() {
        func answers(_ right: [Bool]) -> [Exam.Answer] {
            right.map { Exam.Answer(text: "x", isCorrect: $0, outcome: $0 ? .answered : .wrong) }
        }
        let pairs = PairedAnswers(answers([true, true, false, false]), answers([true, false, true, true]))
        #expect(pairs.questions == 4 && pairs.before == 2 && pairs.after == 3)
        #expect(pairs.lost == 1 && pairs.gained == 2 && abs(pairs.chance - 7.0 / 8) < 1e-12)
    }
}
