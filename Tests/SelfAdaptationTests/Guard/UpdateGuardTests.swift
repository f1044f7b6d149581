import Grading
import LanguageModel
import SelfAdaptation
import Testing
import TestKit
import Text

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

    /// Accepts what is said to be right, or its beginning.
    private struct Exact: Grader {
        func grade(_ answers: [GradingTask]) -> [Grading.Verdict] {
            answers.map { task in
                let said = task.answer.trimmed
                return Verdict(
                    correct: !said.isEmpty && task.gold.contains { $0.trimmed.hasPrefix(said) }, reason: "")
            }
        }
    }

    @Test func whatIsForgottenBeyondChanceIsRefused() async throws {
        let questions = ["tower", "goat", "horn", "ferry", "quay", "bell"].map {
            Question(question: "What of the \($0)?", gold: [], topic: $0)
        }
        let (old, new) = (adapter(0.05), adapter(0.2))
        let exam = Exam(questions, passages: Array(questions.indices), prompt: .chat, grader: Exact())
        let said = try await exam.sit([old], engine: engine)[0]
        let asked = zip(questions, said).map {
            Question(question: $0.question, gold: [$1.text], topic: $0.topic)
        }
        let guardian = UpdateGuard(engine: engine, prompt: .chat, grader: Exact())
        func known(_ count: Int) -> [UpdateGuard.Known] {
            [.init(adapter: old, questions: Array(asked.prefix(count)), passages: Array(0..<count))]
        }
        let all = try await guardian.examine(new, new: nil, known: known(6))
        #expect(all.old?.before == 6 && all.old?.after == 0 && all.objections.contains(.forgets), "\(all)")
        // Four of four are no more than chance may take.
        let few = try await guardian.examine(new, new: nil, known: known(4))
        #expect(few.old?.lost == 4 && !few.objections.contains(.forgets))
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
