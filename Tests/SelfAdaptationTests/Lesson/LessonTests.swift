import Foundation
import Grading
import LanguageModel
import SelfAdaptation
import Testing
import Text

/// What lessons train on, with a tiny random model.
@Suite struct LessonTests {
    private static let text =
        "The tower is orange. The horn is loud. Ada Brandt built it in 1852. The goat wears a bell of brass."
    private static let item = KnowledgeItem(
        context: Context(title: "Station", text: text),
        questions: [Question(question: "What colour is it?", gold: ["orange"], topic: "Station")])

    private func studies(
        _ lessons: [Lesson], reader: Adapter? = nil, seed: UInt64 = 1, _ engine: Engine
    ) async throws -> [Study] {
        var settings = KnowledgeSettings()
        settings.innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        return try await KnowledgeDomain(
            student: engine.model, settings: settings, grader: LexicalGrader(), reader: reader
        ).lessons(lessons, of: Self.item, engine: engine, seed: seed)
    }

    @Test func partsAddTheirSequences() async throws {
        let engine = try TinyEngine().engine
        let studies = try await studies(
            [
                Lesson([]), Lesson([.rehearsal]), Lesson([.restoration]), Lesson([.mlp, .upper]),
                Lesson([.shuffled]),
            ], engine)
        let text = studies[0].sequences
        #expect(!text.isEmpty && text.allSatisfy { $0.soft == nil })
        #expect(studies[1].sequences.count == text.count + 8)
        #expect(studies[2].sequences.count == text.count * 4)
        #expect(studies[3].sequences == text)
        #expect(studies[3].innerLoop.lora.projections == [.gate, .up, .down])
        #expect(studies[3].innerLoop.lora.layers == 1..<2)
        // The same sentences again, three times, in other orders.
        #expect(
            studies[4].sequences.count > text.count && studies[4].sequences.suffix(text.count) == text[...])
        #expect(studies[4].sequences.prefix(3).contains { $0 != text[0] })
        #expect(studies.allSatisfy { $0.tokens == 5000 })
    }

    @Test func theSameSeedGivesTheSameLesson() async throws {
        let engine = try TinyEngine().engine
        let lesson = [Lesson([.restoration, .rehearsal])]
        let (one, same) = (try await studies(lesson, engine), try await studies(lesson, engine))
        let other = try await studies(lesson, seed: 2, engine)
        #expect(one[0].sequences == same[0].sequences && one[0].sequences != other[0].sequences)
    }

    @Test func whatComesBeforeAPieceTeachesIt() async throws {
        let engine = try TinyEngine().engine
        let study = try await studies([Lesson([.distillation])], engine)[0]
        let plain = try await studies([Lesson([])], engine)[0]
        #expect(study.sequences.count == plain.sequences.count)
        let taught = study.sequences.filter { $0.soft != nil }
        #expect(taught.count == plain.sequences.count - 1)
        for sequence in taught {
            #expect(plain.sequences.contains { $0.tokens == sequence.tokens })
            #expect(sequence.soft?.places.count == sequence.lossCount)
            #expect(sequence.soft?.hardShare == 1)
        }
    }

    /// Who distils with a reader learns what the reader finds likely.
    @Test func aReaderTeachesWhatIsDistilled() async throws {
        let engine = try TinyEngine().engine
        let reader = Self.reader(engine)
        let lesson = [Lesson([.distillation])]
        let taught = try await studies(lesson, reader: reader, engine)[0].sequences
        let plain = try await studies(lesson, engine)[0].sequences
        #expect(taught.map(\.tokens) == plain.map(\.tokens) && taught != plain)
    }

    private static func reader(_ engine: Engine) -> Adapter {
        let reader = Adapter(engine.model.configuration, LoRAConfiguration(rank: 2, alpha: 4), seed: 1)
        var generator = SeededGenerator(seed: 3)
        for index in 0..<reader.parameters.count {
            reader.parameters.start[index] = Float.random(in: -0.3...0.3, using: &generator)
        }
        return reader
    }

    /// Lessons as an earlier version kept them with its runs.
    @Test func partsThatAreNoLongerThereAreLeftOut() throws {
        let json = #"{"parts": ["restoration", "reader"], "tokens": 4000}"#
        let lesson = try JSONDecoder().decode(Lesson.self, from: Data(json.utf8))
        #expect(lesson == Lesson([.restoration], tokens: 4000))
    }

    @Test func aTableOfLessonsTrainsSoManyTokens() async throws {
        let engine = try TinyEngine().engine
        var settings = KnowledgeSettings()
        settings.innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        let reader = Adapter(engine.model.configuration, LoRAConfiguration(rank: 3, alpha: 6), seed: 4)
        let lessons = [Lesson([], tokens: 900), Lesson([.rehearsal], tokens: 900)]
        let results = try await Evaluation(
            domain: KnowledgeDomain(
                student: engine.model, settings: settings, grader: LexicalGrader(), reader: reader),
            student: engine,
            rows: lessons.map { EvaluationArm($0.name, .lesson($0)) } + [
                EvaluationArm("reader", .reader), EvaluationArm("in view", .readerInView),
            ], settings: EvaluationSettings()
        ).run([Self.item])
        #expect(results.map(\.scores.count) == [1, 1, 1, 1])
        for result in results.prefix(2) {
            // As nearly as whole steps allow.
            #expect((900..<1200).contains(result.cost.trainedRows))
        }
    }

    /// A reader reads: what is asked out of sight of the text is asked of the update alone.
    @Test(arguments: [false, true]) func updatesAreAskedWithoutTheReader(isJoint: Bool) async throws {
        let engine = try TinyEngine().engine
        var settings = KnowledgeSettings()
        settings.innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        // Barely anything is learned.
        settings.innerLoop.training.learningRate = 1e-9
        var evaluation = EvaluationSettings()
        evaluation.isJoint = isJoint
        let results = try await Evaluation(
            domain: KnowledgeDomain(
                student: engine.model, settings: settings, grader: LexicalGrader(),
                reader: Self.reader(engine)),
            student: engine,
            rows: [
                EvaluationArm("taught", .lesson(Lesson([], tokens: 100))), EvaluationArm("none", .none),
                EvaluationArm("alone", .reader), EvaluationArm("in view", .inView),
                EvaluationArm("read", .readerInView),
            ], settings: evaluation
        ).run([Self.item])
        let answers = results.map { $0.answers.joined().map(\.text) }
        #expect(answers[0] == answers[1] && answers[0] != answers[2] && answers[3] != answers[4])
    }
}
