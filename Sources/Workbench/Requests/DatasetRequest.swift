import Files
import Foundation
import SelfAdaptation
import Text

/// Passages with questions, or documents that the model writes an exam about.
package struct DatasetRequest: Codable, Sendable {
    /// Files of passages with questions in JSON or JSON lines, or documents and folders of them.
    package var files: [String]
    /// Passages that are left out at the beginning.
    package var start: Int
    /// The most passages that are used; all unless given.
    package var limit: Int?

    /// Passages of some files.
    package init(_ files: [String], start: Int = 0, limit: Int? = nil) {
        self.files = files
        self.start = start
        self.limit = limit
    }

    /// What the dataset is called: the name of its first file.
    package var title: String {
        URL(filePath: files.first ?? "").deletingPathExtension().lastPathComponent
    }

    /// The passages that are named: those of documents without their exams.
    ///
    /// - Parameters:
    ///   - measure: The measure of the model that learns them.
    ///   - bench: Told what is left out.
    /// - Returns: At least one.
    /// - Throws: `Diagnosis` that names file and place.
    func read(_ measure: TextMeasure, at bench: Workbench) async throws -> [KnowledgeItem] {
        var items: [KnowledgeItem] = []
        for file in files {
            items += try await DatasetFile.items(file, measure, at: bench)
        }
        items = UnanswerableQuestions.assign(to: items)
        return try checked(items, chosen: items)
    }

    /// Those of the passages that were asked for.
    func chosen(_ items: [KnowledgeItem]) -> [KnowledgeItem] {
        Array(items.dropFirst(start).prefix(limit ?? items.count))
    }

    /// The passages to work on, with their exams.
    ///
    /// - Parameters:
    ///   - items: What was read.
    ///   - count: How many are wanted.
    ///   - exams: Writes what is missing.
    ///   - place: Where and in which time.
    /// - Returns: At least one passage; what nothing can be asked about is left out.
    /// - Throws: `Diagnosis` when there is none, errors of model and store.
    func examined(
        _ items: [KnowledgeItem], count: Int, by exams: DocumentExams, in place: Workplace
    ) async throws -> [KnowledgeItem] {
        let found = UnanswerableQuestions.assign(
            to: try await exams.written(
                items, most: start + count, about: files.joined(separator: ", "), in: place))
        return try checked(found, chosen: Array(found.dropFirst(start)))
    }

    private func checked(_ items: [KnowledgeItem], chosen: [KnowledgeItem]) throws -> [KnowledgeItem] {
        guard !items.isEmpty else {
            throw Diagnosis(
                file: files.joined(separator: ", "),
                problem: "holds no passage with a question and its answer",
                remedy: "fill it in, or name another file")
        }
        guard !chosen.isEmpty, items.count > start else {
            throw Diagnosis(
                file: files.joined(separator: ", "),
                problem: "holds \(items.count) passages with questions, and the first \(start) are left out",
                remedy: "leave out fewer", step: .leaveOutFewer)
        }
        return chosen
    }
}
