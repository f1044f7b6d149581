import ArgumentParser
import Console
import Documents
import Files
import Foundation
import LanguageModel
import SelfAdaptation
import Text

/// Passages with questions, or documents that the model writes an exam about.
struct DatasetOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Passages with questions in JSON or JSON lines, or documents and folders of them.",
            valueName: "dataset"),
        completion: .file())
    var dataset: [String]

    @Option(help: ArgumentHelp("Leave out this many passages at the beginning.", valueName: "n"))
    var start = 0

    @Option(help: ArgumentHelp("Use at most this many passages; all unless given.", valueName: "n"))
    var limit: Int?

    func validate() throws {
        for (flag, value, least) in [("--start", start, 0), ("--limit", limit ?? 1, 1)]
        where !(least...1_000_000_000).contains(value) {
            throw ValidationError("\(flag) \(value): give a number from \(least) to 1000000000")
        }
    }

    /// What the dataset is called: the name of its first file.
    var title: String {
        URL(filePath: dataset.first ?? "").deletingPathExtension().lastPathComponent
    }

    /// The passages that are named: those of documents without their exams.
    ///
    /// - Parameters:
    ///   - measure: The measure of the model that learns them.
    ///   - session: Told what is left out.
    /// - Returns: At least one.
    /// - Throws: `Diagnosis` that names file and place.
    func read(_ measure: TextMeasure, in session: Session) async throws -> [KnowledgeItem] {
        var items: [KnowledgeItem] = []
        for file in dataset {
            items += try await Self.items(file, measure, in: session)
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
                items, most: start + count, about: dataset.joined(separator: ", "), in: place))
        return try checked(found, chosen: Array(found.dropFirst(start)))
    }

    private func checked(_ items: [KnowledgeItem], chosen: [KnowledgeItem]) throws -> [KnowledgeItem] {
        guard !items.isEmpty else {
            throw Diagnosis(
                file: dataset.joined(separator: ", "),
                problem: "holds no passage with a question and its answer",
                remedy: "fill it in, or name another file")
        }
        guard !chosen.isEmpty, items.count > start else {
            throw Diagnosis(
                file: dataset.joined(separator: ", "),
                problem: "holds \(items.count) passages with questions, and --start leaves out \(start)",
                remedy: "give a smaller --start")
        }
        return chosen
    }

    /// Whether a file is named as one of passages with questions rather than as a document.
    static func isDataset(_ file: String) -> Bool {
        let name = file.lowercased()
        let unpacked = name.hasSuffix(".gz") ? name.dropLast(3) : name[...]
        return [".json", ".jsonl", ".ndjson", ".parquet"].contains { unpacked.hasSuffix($0) }
    }
}

extension Document {
    /// The document in pieces that are learned by themselves, with their places, by the measure of the model that learns.
    func passages(_ measure: TextMeasure) -> [DocumentPassage] {
        ContextSplitter(measure: measure).passages(
            title: title,
            sections: sections.map { DocumentSection(headingPath: $0.headingPath, text: $0.text) })
    }

    /// The document in pieces that are learned by themselves.
    func contexts(_ measure: TextMeasure) -> [Context] { passages(measure).map(\.context) }
}
