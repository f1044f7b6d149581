import Console
import Documents
import Files
import Foundation
import SelfAdaptation
import Text

// What a file is, a dataset or a document, is for its contents to say: names only tell what to try first.
extension DatasetOptions {
    /// The passages of a dataset with their questions, or those of documents without any.
    ///
    /// - Throws: `Diagnosis` that names file and place.
    static func items(
        _ file: String, _ measure: TextMeasure, in session: Session
    ) async throws -> [KnowledgeItem] {
        let trouble: Diagnosis
        if isDataset(file) {
            do {
                return try passages(file, in: session)
            } catch let error as Diagnosis {
                trouble = error
            }
        } else {
            let found = await documents(file, measure, in: session)
            guard case .failure(let error) = found, error.code == .isData, file != "-" else {
                return try found.get()
            }
            return try passages(file, in: session)
        }
        // Prose under a dataset's name is told as that; of a dataset, the place of its fault.
        switch await documents(file, measure, in: session) {
        case .success(let items): return items
        case .failure(let error) where error.code == .binary: throw error
        case .failure: throw trouble
        }
    }

    /// The passages of documents.
    private static func documents(
        _ file: String, _ measure: TextMeasure, in session: Session
    ) async -> Result<[KnowledgeItem], Diagnosis> {
        do throws(Diagnosis) {
            let documents = try await DocumentReader(environment: session.environment).read(
                file, telling: session)
            let contexts = documents.flatMap { $0.contexts(measure) }
            return .success(contexts.map { KnowledgeItem(context: $0, questions: []) })
        } catch {
            return .failure(error)
        }
    }

    private static func passages(_ file: String, in session: Session) throws -> [KnowledgeItem] {
        let data = try JSONInput.read(file)
        do {
            let reading = try KnowledgeDataset.decode(data)
            let leftOut = KnowledgeDataset.Omission.allCases.compactMap { reason in
                reading.leftOut[reason].map { sentence(reason, $0) }
            }
            if !leftOut.isEmpty {
                session.note("Left out: \(file): \(leftOut.joined(separator: ", "))")
            }
            return reading.items
        } catch {
            throw Diagnosis(
                file: file, problem: "is no list of passages (\(ExamOptions.place(of: error)))",
                remedy:
                    "write [{\"title\": \"...\", \"context\": \"...\", \"questions\": [{\"question\": \"...\", \"answer\": \"...\"}]}], or use SQuAD's files"
            )
        }
    }

    /// So much of a dataset that is left out.
    private static func sentence(_ reason: KnowledgeDataset.Omission, _ count: Int) -> String {
        switch reason {
        case .unanswered: "\(Quantity.count(count, "question")) without an answer"
        case .emptyAnswer: "\(Quantity.count(count, "question")) with an empty answer"
        case .emptyQuestion: "\(Quantity.count(count, "question")) without a text"
        case .emptyPassage: "\(Quantity.count(count, "passage")) without a text"
        }
    }

    /// Says that a dataset was given for a document: learned as prose, its braces and field names would be, too; nil for
    /// what was refused for another reason.
    static func refusal(of error: Diagnosis) -> Diagnosis? {
        guard error.code == .isData, let data = try? JSONInput.read(error.file),
            let items = try? KnowledgeDataset.decode(data).items,
            !items.isEmpty
        else { return nil }
        return Diagnosis(
            file: error.file,
            problem: "is a dataset of \(Quantity.count(items.count, "passage")) with questions",
            remedy: "give it to 'selkie train' or 'selkie eval', or a passage as text with --questions")
    }
}

extension DocumentReader {
    /// The documents that were named, in order; what is left out is told.
    ///
    /// - Throws: `Diagnosis` for a file that cannot be read, and for a dataset.
    func readAll(_ names: [String], session: Session) async throws -> [Document] {
        var documents: [Document] = []
        for name in names {
            do {
                documents += try await read(name, telling: session)
            } catch {
                if let refusal = DatasetOptions.refusal(of: error) { throw refusal }
                throw error
            }
        }
        return documents
    }

    /// The documents of one name; what is left out of a folder is told.
    fileprivate func read(_ name: String, telling session: Session) async throws(Diagnosis) -> [Document] {
        let batch = try await read(name)
        for skipped in batch.skipped { session.note("Left out: \(skipped.spoken)") }
        return batch.documents
    }
}
