import Foundation
import Grading
import LanguageModel
import SelfAdaptation
import Synchronization
import Testing
import Text

/// The main job on a tiny random model: what is tried, judged, kept and resumed.
@Suite struct LearnerTests {
    static let contexts = [
        Context(title: "Tower", text: "The tower is orange. It was built long ago. The horn is loud."),
        Context(title: "Goat", text: "The goat wears a bell. The bell is made of brass."),
    ]
    static let questions = [
        Question(question: "What colour is the tower?", gold: ["orange"], topic: "Station"),
        Question(question: "What does the goat wear?", gold: ["a bell"], topic: "Station"),
        Question(question: "What is the bell made of?", gold: ["brass"], topic: "Station"),
    ]

    static func settings() -> LearningSettings {
        var settings = LearningSettings()
        settings.candidates = 2
        settings.innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        settings.innerLoop.training.epochs = 2
        return settings
    }

    /// Accepts every answer of an adapted model, told apart by what the bare model says.
    struct Everything: Grader {
        func grade(_ answers: [GradingTask]) -> [Verdict] {
            answers.map { _ in Verdict(correct: true, reason: "") }
        }
    }

    @Test func oneContextEndsAsTheBestCandidate() async throws {
        let tiny = try TinyEngine()
        let learner = Learner(engine: tiny.engine, settings: Self.settings())
        let (report, _) = try await learner.learn(
            title: "Station", contexts: [Self.contexts[0]], questions: Self.questions)
        let candidates = try #require(report.contexts.first?.candidates)
        #expect(candidates.count == 3)
        #expect(candidates.map(\.origin) == [.selfEdit, .selfEdit, .passage])
        #expect(candidates.allSatisfy { $0.items.last == .text(Self.contexts[0].text) })
        #expect(candidates.allSatisfy { $0.failure == nil && $0.rows > 0 && $0.answers.count == 3 })
        #expect(report.questions == Self.questions)
        #expect(report.before.count == 3 && report.after.count == 3)
    }

    @Test func aTextIsRestoredAndRecalledWhereThatIsAsked() async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        (settings.restorations, settings.answering) = (3, .recalling)
        settings.passageOnly = true
        let (report, _) = try await Learner(engine: tiny.engine, settings: settings).learn(
            title: "Station", contexts: [Self.contexts[0]], questions: Self.questions)
        let items = try #require(report.contexts.first?.candidates.first?.items)
        #expect(items.count == 4 && items[0] == .text(Self.contexts[0].text))
        for item in items.dropFirst() {
            guard case .question(let question, let answer) = item else {
                Issue.record("\(item)")
                continue
            }
            #expect(question.hasPrefix("Fill in the gaps: ") && answer == Self.contexts[0].text)
        }
        #expect(report.before.allSatisfy { $0.recalled == nil })
        #expect(report.after.allSatisfy { $0.recalled?.texts.count == 2 })
    }

    @Test func anUpdateThatIsNoBetterIsNotKept() async throws {
        let tiny = try TinyEngine()
        let learner = Learner(engine: tiny.engine, settings: Self.settings(), grader: Everything())
        let (report, adapter) = try await learner.learn(
            title: "Station", contexts: [Self.contexts[0]], questions: Self.questions)
        #expect(report.scoreBefore == 1 && report.scoreAfter == 1)
        #expect(!report.isKept && adapter == nil)
    }

    @Test func equalScoresGoToTheTextAlone() async throws {
        let tiny = try TinyEngine()
        let learner = Learner(engine: tiny.engine, settings: Self.settings(), grader: Everything())
        let (report, _) = try await learner.learn(
            title: "Station", contexts: Self.contexts, questions: Self.questions)
        #expect(report.contexts.allSatisfy { $0.candidates[$0.best].origin == .passage })
    }

    @Test func questionsGoToTheContextThatAnswersThem() async throws {
        let tiny = try TinyEngine()
        let learner = Learner(engine: tiny.engine, settings: Self.settings())
        let (report, _) = try await learner.learn(
            title: "Station", contexts: Self.contexts, questions: Self.questions)
        #expect(report.contexts.map(\.questions) == [[0], [1, 2]])
    }

    @Test func tooFewQuestionsAreReplacedByHeldOutSentences() async throws {
        let tiny = try TinyEngine()
        let learner = Learner(engine: tiny.engine, settings: Self.settings())
        let (report, _) = try await learner.learn(
            title: "Station", contexts: [Self.contexts[0]], questions: [])
        #expect(report.measure == .heldOut)
        #expect(report.questions.isEmpty && report.scoreBefore == 0)
        // The last of three sentences is kept apart from what candidates are trained on.
        let studied = try #require(report.contexts.first?.candidates.last?.items)
        #expect(studied == [.text("The tower is orange. It was built long ago.")])
    }

    @Test func anExamThatWasGivenIsAskedHoweverShort() async throws {
        let tiny = try TinyEngine()
        let learner = Learner(engine: tiny.engine, settings: Self.settings())
        let (report, _) = try await learner.learn(
            title: "Station", contexts: [Self.contexts[0]], questions: [Self.questions[0]])
        #expect(report.measure == .exam)
        #expect(report.questions == [Self.questions[0]] && report.after.count == 1)
    }

    @Test func givenMaterialTakesThePlaceOfSelfEdits() async throws {
        let tiny = try TinyEngine()
        let learner = Learner(engine: tiny.engine, settings: Self.settings())
        let (report, _) = try await learner.learn(
            title: "Station", contexts: [Self.contexts[0]], questions: Self.questions,
            completions: [["The tower has the colour orange."]])
        #expect(report.contexts[0].candidates.map(\.origin) == [.given, .passage])
    }

    @Test func directivesOfGivenMaterialAreObeyed() async throws {
        let tiny = try TinyEngine()
        let learner = Learner(engine: tiny.engine, settings: Self.settings())
        let material = "The tower has the colour orange."
        let (report, _) = try await learner.learn(
            title: "Station", contexts: [Self.contexts[0]], questions: Self.questions,
            completions: [[material, "epochs: 6\nlayers: upper\n" + material]])
        let candidates = report.contexts[0].candidates
        #expect(candidates[0].items == candidates[1].items)
        #expect(candidates[0].directives == nil && candidates[1].directives?.layers == .upper)
        #expect(candidates[1].rows == 3 * candidates[0].rows)
        #expect(candidates[1].failure == nil && candidates[1].lastLoss != candidates[0].lastLoss)
    }

    @Test func theTextAloneCanBeAskedFor() async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.passageOnly = true
        let (report, _) = try await Learner(engine: tiny.engine, settings: settings).learn(
            title: "Station", contexts: [Self.contexts[0]], questions: Self.questions)
        #expect(report.contexts[0].candidates.map(\.origin) == [.passage])
    }

    @Test func aFailedCandidateSaysWhyAndTheRestGoOn() async throws {
        let tiny = try TinyEngine()
        var settings = Self.settings()
        settings.innerLoop.training.learningRate = 1e30
        let (report, adapter) = try await Learner(engine: tiny.engine, settings: settings).learn(
            title: "Station", contexts: [Self.contexts[0]], questions: Self.questions)
        let candidates = report.contexts[0].candidates
        #expect(candidates.allSatisfy { $0.failure?.contains("became") == true && $0.score == nil })
        #expect(!report.isKept && adapter == nil)
    }

    /// A journal that ends the run after some records, as a killed process would.
    actor CutJournal: RunJournal {
        struct Cut: Error {}
        private(set) var entries: [String: Data] = [:]
        private var left: Int
        init(after records: Int) { left = records }
        func allow(_ records: Int) { left = records }
        func entry(_ key: String) -> Data? { entries[key] }
        func record(_ key: String, _ entry: Data) throws {
            guard left > 0 else { throw Cut() }
            left -= 1
            entries[key] = entry
        }
    }

    @Test(arguments: 0..<3)
    func aRunThatWasCutOffEndsAsIfItHadNotBeen(records: Int) async throws {
        let tiny = try TinyEngine()
        let (whole, _) = try await Learner(engine: tiny.engine, settings: Self.settings()).learn(
            title: "Station", contexts: Self.contexts, questions: Self.questions)
        let journal = CutJournal(after: records)
        let learner = Learner(engine: tiny.engine, settings: Self.settings(), journal: journal)
        await #expect(throws: CutJournal.Cut.self) {
            _ = try await learner.learn(title: "Station", contexts: Self.contexts, questions: Self.questions)
        }
        await journal.allow(100)
        let (resumed, _) = try await learner.learn(
            title: "Station", contexts: Self.contexts, questions: Self.questions)
        #expect(resumed.contexts == whole.contexts)
        #expect(resumed.after == whole.after)
        #expect(resumed.scoreAfter == whole.scoreAfter)
        // Whoever did the work, it was done.
        #expect(resumed.rows == whole.rows && resumed.tokensWritten == whole.tokensWritten)
        #expect(whole.tokensWritten > 0 && whole.lastRows == whole.rows)
        #expect(resumed.lastRows < whole.rows || records < 2)
    }

    /// Accepts what the bare model does not say.
    struct AnythingNew: Grader {
        let old: Set<String>
        func grade(_ answers: [GradingTask]) -> [Verdict] {
            answers.map { Verdict(correct: !old.contains($0.answer), reason: "") }
        }
    }

    @Test func aWinnerThatWasNotSavedIsTrainedAgainAsItWas() async throws {
        let tiny = try TinyEngine()
        let bare = try await Exam(Self.questions, prompt: .chat, grader: Everything())
            .sit([nil], engine: tiny.engine)[0]
        var settings = Self.settings()
        settings.innerLoop.training.learningRate = 0.1
        let learner = Learner(
            engine: tiny.engine, settings: settings, grader: AnythingNew(old: Set(bare.map(\.text))),
            journal: InMemoryJournal())
        var adapters: [Adapter] = []
        for _ in 0..<2 {
            let (report, adapter) = try await learner.learn(
                title: "Station", contexts: [Self.contexts[0]], questions: Self.questions)
            #expect(report.isKept && report.before.map(\.text) == bare.map(\.text))
            adapters.append(try #require(adapter))
        }
        let (first, second) = (adapters[0].parameters, adapters[1].parameters)
        let difference = (0..<first.count).map { abs(first.start[$0] - second.start[$0]) }.max() ?? 1
        #expect(difference < 1e-4)
    }

    @Test func theSameSeedGivesTheSameReport() async throws {
        let tiny = try TinyEngine()
        let first = try await Learner(engine: tiny.engine, settings: Self.settings()).learn(
            title: "Station", contexts: [Self.contexts[0]], questions: Self.questions)
        let second = try await Learner(engine: tiny.engine, settings: Self.settings()).learn(
            title: "Station", contexts: [Self.contexts[0]], questions: Self.questions)
        #expect(first.report.contexts == second.report.contexts)
    }

    @Test func stagesAreReportedInOrder() async throws {
        let tiny = try TinyEngine()
        let stages = Mutex<[LearningProgress.Stage]>([])
        let learner = Learner(engine: tiny.engine, settings: Self.settings()) { progress in
            stages.withLock { if $0.last != progress.stage { $0.append(progress.stage) } }
        }
        _ = try await learner.learn(title: "Station", contexts: Self.contexts, questions: Self.questions)
        let seen = stages.withLock { $0 }
        #expect(
            seen == [.writingSelfEdits, .training, .examining, .training, .examining, .joining, .examining])
    }

    @Test func whatIsTooLongToBeTrainedOnIsTold() async throws {
        let tiny = try TinyEngine()
        let long = String(repeating: "orange ", count: 300)
        let (report, _) = try await Learner(engine: tiny.engine, settings: Self.settings()).learn(
            title: "Station", contexts: [Self.contexts[0]], questions: Self.questions,
            completions: [["Question: What?\nAnswer: \(long)\nQuestion: \(long)?\nAnswer: yes"]])
        let candidates = try #require(report.contexts.first?.candidates)
        #expect(candidates.first?.excess?.questions == 1 && candidates.first?.excess?.answers == 1)
        #expect(candidates.last?.excess == nil)
    }
}
