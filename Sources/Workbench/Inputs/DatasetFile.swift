import Documents
import Files
import Foundation
import SelfAdaptation
import Text

/// A file of passages with questions, or of documents to ask about.
///
/// What a file is, a dataset or a document, is for its contents to say: names only tell what to try first.
enum DatasetFile {
    /// The passages of a dataset with their questions, or those of documents without any.
    ///
    /// - Throws: `Diagnosis` that names file and place.
    static func items(
        _ file: String, _ measure: TextMeasure, at bench: Workbench
    ) async throws -> [KnowledgeItem] {
        let trouble: Diagnosis
        if isDataset(file) {
            do {
                return try passages(file, at: bench)
            } catch let error as Diagnosis {
                trouble = error
            }
        } else {
            let found = await documents(file, measure, at: bench)
            guard case .failure(let error) = found, error.code == .isData, file != "-" else {
                return try found.get()
            }
            return try passages(file, at: bench)
        }
        // Prose under a dataset's name is told as that; of a dataset, the place of its fault.
        switch await documents(file, measure, at: bench) {
        case .success(let items): return items
        case .failure(let error) where error.code == .binary: throw error
        case .failure: throw trouble
        }
    }

    /// Whether a file is named as one of passages with questions rather than as a document.
    private static func isDataset(_ file: String) -> Bool {
        let name = file.lowercased()
        let unpacked = name.hasSuffix(".gz") ? name.dropLast(3) : name[...]
        return [".json", ".jsonl", ".ndjson", ".parquet"].contains { unpacked.hasSuffix($0) }
    }

    /// The passages of documents.
    private static func documents(
        _ file: String, _ measure: TextMeasure, at bench: Workbench
    ) async -> Result<[KnowledgeItem], Diagnosis> {
        do throws(Diagnosis) {
            let documents = try await bench.read(file)
            let contexts = documents.flatMap { $0.contexts(measure) }
            return .success(contexts.map { KnowledgeItem(context: $0, questions: []) })
        } catch {
            return .failure(error)
        }
    }

    private static func passages(_ file: String, at bench: Workbench) throws -> [KnowledgeItem] {
        let data = try JSONInput.read(file)
        do {
            let reading = try KnowledgeDataset.decode(data)
            let leftOut = KnowledgeDataset.Omission.allCases.compactMap { reason in
                reading.leftOut[reason].map { sentence(reason, $0) }
            }
            if !leftOut.isEmpty {
                bench.note(.leftOut(of: file, leftOut.joined(separator: ", ")))
            }
            return reading.items
        } catch {
            throw Diagnosis(
                file: file, problem: "is no list of passages (\(error.placeInJSON))",
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
            remedy: "learn a passage of it as text, or train or compare with all of it", step: .giveAsDataset)
    }
}

extension Workbench {
    /// The documents that were named, in order; what is left out is told.
    ///
    /// - Throws: `Diagnosis` for a file that cannot be read, and for a dataset.
    func documents(_ names: [String]) async throws -> [Document] {
        var documents: [Document] = []
        for name in names {
            do {
                documents += try await read(name)
            } catch {
                if let refusal = DatasetFile.refusal(of: error) { throw refusal }
                throw error
            }
        }
        return documents
    }

    /// The documents of one name; what is left out of a folder is told.
    fileprivate func read(_ name: String) async throws(Diagnosis) -> [Document] {
        let batch = try await DocumentReader(environment: environment).read(name)
        for skipped in batch.skipped { note(.skipped(skipped)) }
        return batch.documents
    }
}
