import Files
import Grading
import LanguageModel
import Memory
import SelfAdaptation
import Text

/// Exams that the model writes about documents which come without questions.
///
/// What was written is kept in the store: a command that was cut off, or comes again with another limit, goes on there.
struct DocumentExams {
    private let exams: OpenExams
    private let isNeeded: Bool

    /// Exams about those of some items that have none.
    ///
    /// - Parameters:
    ///   - items: All that a command has read.
    ///   - base: The model that asks and answers.
    ///   - prompt: How questions are asked.
    ///   - grader: Says which questions the model answers; none for the lexical grader.
    ///   - seed: Seed of what the model writes.
    ///   - place: Has engine and store.
    /// - Throws: Errors of model, grader and store.
    init(
        _ items: [KnowledgeItem], base: ModelReference, prompt: ExamPrompt, grader: GraderChoice?,
        seed: UInt64, in place: Workplace
    ) throws {
        let open = items.filter(\.isOpen).map(\.context)
        isNeeded = !open.isEmpty
        let writer = ExamWriter(
            engine: place.engine, prompt: prompt,
            grader: isNeeded ? try place.grader(grader) : LexicalGrader(),
            seed: seed)
        let key = try InputDigest.of(
            Inputs(
                exam: open, base: base.digest, prompt: prompt, grader: grader?.identity,
                scoring: .answered, seed: seed))
        exams = OpenExams(
            writer: writer,
            journal: isNeeded ? try StoredJournal(place.store, key: key) : InMemoryJournal())
    }

    /// All that decides what is written.
    private struct Inputs: Encodable {
        let exam: [Context]
        let base: String
        let prompt: ExamPrompt
        let grader: GraderChoice?
        let scoring: Scoring
        let seed: UInt64
    }

    /// The items with what is known of their exams.
    ///
    /// - Throws: Errors of the store.
    func recalled(_ items: [KnowledgeItem]) async throws -> [KnowledgeItem] {
        isNeeded ? try await exams.recalled(items) : items
    }

    /// The first items that have questions, `most` of them.
    ///
    /// - Throws: `Diagnosis` when the time is up before, for then there is none for what the exams are for; errors of
    ///   model, grader and store. What has been written stays.
    func written(
        _ items: [KnowledgeItem], most: Int, about name: String, in place: Workplace
    ) async throws -> [KnowledgeItem] {
        guard isNeeded else { return Array(items.prefix(most)) }
        let (written, isCut) = try await exams.written(
            items, most: most, in: place, title: "Writing the exam about \(name)")
        guard !isCut else {
            throw Diagnosis(
                file: name,
                problem:
                    "the time was up when \(written.count) of \(Quantity.count(most, "passage")) had an exam",
                remedy: "give it more, or the same again, which goes on there",
                category: .unachieved)
        }
        return written
    }
}
