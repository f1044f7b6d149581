import AdapterStore
import Console
import Foundation
import LanguageModel
import SelfAdaptation

/// Exams that the model writes about documents which come without questions.
///
/// What was written is kept in the store: a command that was cut off, or comes again with another limit, goes on there.
struct DocumentExams {
    /// Asks and answers.
    let engine: Engine
    /// The model behind `engine`.
    let base: ModelReference
    /// How questions are asked.
    let prompt: ExamPrompt
    /// Says which questions the model answers; none for the lexical grader.
    let choice: GraderChoice?
    /// Makes that grader when it is needed.
    let grader: () throws -> any Grader
    /// Seed of what the model writes.
    let seed: UInt64
    let store: AdapterStore

    /// The contexts that have questions, as far as they are wanted.
    ///
    /// - Parameters:
    ///   - contexts: Parts of documents, in order.
    ///   - most: The most contexts to find.
    ///   - name: What the documents are called.
    ///   - session: Shows how far it is.
    /// - Returns: Each with at least one question; what has none is left out.
    /// - Throws: Errors of model, grader and store; what has been written stays.
    func items(_ contexts: [Context], most: Int, about name: String, in session: Session) async throws
        -> [KnowledgeItem]
    {
        let writer = ExamWriter(engine: engine, prompt: prompt, grader: try grader(), seed: seed)
        let journal = try StoredJournal(store, key: key(contexts))
        session.progress.begin("Writing the exam about \(name)", total: contexts.count, unit: "passages")
        defer { session.progress.finish() }
        var items: [KnowledgeItem] = []
        for (index, context) in contexts.enumerated() where items.count < most {
            let questions = try await journal.remember("questions \(index)", [Question].self) {
                try await writer.write([context])
            }
            if !questions.isEmpty { items.append(KnowledgeItem(context: context, questions: questions)) }
            session.progress.update(to: index + 1)
        }
        return items
    }

    /// Digest of all that decides what is written.
    private func key(_ contexts: [Context]) throws -> String {
        struct Inputs: Encodable {
            let exam: [Context]
            let base: String
            let prompt: ExamPrompt
            let grader: GraderChoice?
            let seed: UInt64
        }
        return try InputDigest.of(
            Inputs(
                exam: contexts, base: base.digest, prompt: prompt, grader: choice?.identity, seed: seed))
    }
}
