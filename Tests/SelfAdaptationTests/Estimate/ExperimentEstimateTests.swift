import Grading
import LanguageModel
import SelfAdaptation
import Synchronization
import Testing
import Text

/// Estimates of loops, evaluations and corpora against the steps that they report.
@Suite struct ExperimentEstimateTests {
    private let tiny: TinyEngine
    private let items = ["Tower", "Goat"].map { name in
        KnowledgeItem(
            context: Context(title: name, text: "The \(name) is orange. It is loud in the morning."),
            questions: [Question(question: "What colour is it?", gold: ["orange"], topic: name)])
    }
    private let steps = Steps()

    /// Steps that were reported, each once.
    private final class Steps: Sendable {
        private let seen = Mutex<[WorkPart.Place]>([])
        func see(_ report: OuterLoopProgress) {
            seen.withLock { if $0.last != report.place { $0.append(report.place) } }
        }
        var places: [WorkPart.Place] { seen.withLock { $0 } }
    }

    init() throws { tiny = try TinyEngine() }

    private var domain: OpenDomain { OpenDomain(tiny.engine.model) }

    private func loop(_ journal: InMemoryJournal) -> OuterLoop<OpenDomain> {
        OuterLoop(
            domain: domain, student: tiny.engine, teacher: .policy(tiny.engine),
            settings: OuterLoopTests.settings(),
            journal: journal, progress: { [steps] in steps.see($0) })
    }

    private func evaluation(_ journal: InMemoryJournal, isJoint: Bool) -> Evaluation<OpenDomain> {
        var settings = EvaluationSettings()
        settings.isJoint = isJoint
        let author = PolicyAuthor(
            engine: tiny.engine, adapter: nil, sampling: SamplingOptions(temperature: 1))
        return Evaluation(
            domain: domain, student: tiny.engine,
            rows: [
                EvaluationArm("none", .none), EvaluationArm("material", .material),
                EvaluationArm("author", .author(author)), EvaluationArm("view", .inView),
            ], settings: settings, journal: journal,
            progress: { [steps] in steps.see($0) })
    }

    @Test func aLoopDoesWhatWasExpectedAndThenNothingIsLeft() async throws {
        let journal = InMemoryJournal()
        let items = OuterLoopTests.items
        let estimate = try await loop(journal).estimate(items, habits: WritingHabits())
        #expect(estimate.items == 2 && estimate.parts.count == 2 * (2 * 3 + 1))
        #expect(estimate.tokensToTrain > 0 && estimate.tokensToWrite > 0)
        _ = try await loop(journal).run(items)
        #expect(steps.places == estimate.parts.map(\.place))
        #expect(try await loop(journal).estimate(items, habits: WritingHabits()).parts.isEmpty)
    }

    @Test(arguments: [false, true])
    func anEvaluationDoesWhatWasExpectedAndThenNothingIsLeft(isJoint: Bool) async throws {
        let journal = InMemoryJournal()
        let estimate = try await evaluation(journal, isJoint: isJoint).estimate(
            items, habits: WritingHabits())
        let results = try await evaluation(journal, isJoint: isJoint).run(items)
        #expect(steps.places == estimate.parts.map(\.place).filter(steps.places.contains))
        // The material alone holds no surprises.
        let material = results[1].cost.trainedRows
        let rows = try items.map { try domain.outlook($0, habits: WritingHabits()).material }.reduce(0, +)
        #expect(material == Int(rows))
        let left = try await evaluation(journal, isJoint: isJoint).estimate(items, habits: WritingHabits())
        #expect(left.parts.isEmpty)
    }

    @Test func aCorpusIsLeftToBeWrittenUntilItIs() async throws {
        let journal = InMemoryJournal()
        let author = PolicyAuthor(
            engine: tiny.engine, adapter: nil, sampling: SamplingOptions(temperature: 1))
        let collector = SelfEditCollector(
            domain: KnowledgeDomain(
                student: tiny.engine.model, settings: KnowledgeSettings(), grader: LexicalGrader()),
            engine: tiny.engine, author: author, settings: OuterLoopTests.settings(), journal: journal)
        let plain = items.map { KnowledgeItem(context: $0.context, questions: []) }
        let estimate = try await collector.estimate(plain, habits: WritingHabits())
        #expect(estimate.items == 2 && estimate.tokensToWrite > 0 && estimate.tokensToTrain == 0)
        _ = try await collector.run(plain)
        #expect(try await collector.estimate(plain, habits: WritingHabits()).parts.isEmpty)
    }

    @Test func examsThatAreYetToBeWrittenAreExpected() throws {
        let open = KnowledgeItem(context: items[0].context, questions: [])
        let model = tiny.engine.model
        let exams = WorkEstimate.exams(of: [items[0], open], model: model, habits: WritingHabits())
        #expect(exams.items == 0 && exams.parts.map(\.place) == [WorkPart.Place(.writingExam, item: 1)])
        #expect(exams.parts[0].amount.written > 0 && exams.parts[0].amount.prompted > 0)
        let expected = open.expected(WritingHabits())
        #expect(expected.questions.count == 1 && expected.context == open.context)
        #expect(items[0].expected(WritingHabits()) == items[0])
        let outlook = try domain.outlook(expected, habits: WritingHabits())
        #expect(outlook.exam.count == 1)
    }
}
