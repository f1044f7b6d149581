import ArgumentParser
import Console
import Documents
import Foundation
import LanguageModel
import SelfAdaptation

/// Passages with questions, or documents that the model writes an exam about.
struct DatasetOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A JSON file of passages with questions, or documents and folders of them.", valueName: "dataset"),
        completion: .file())
    var dataset: [String]

    @Option(help: ArgumentHelp("Leave out this many passages at the beginning.", valueName: "n"))
    var start = 0

    @Option(help: ArgumentHelp("Use at most this many passages; all unless given.", valueName: "n"))
    var limit: Int?

    func validate() throws {
        guard start >= 0 else { throw ValidationError("--start \(start): give 0 or more") }
        if let limit, limit < 1 { throw ValidationError("--limit \(limit): give 1 or more") }
    }

    /// What the dataset is called: the name of its first file.
    var title: String {
        URL(filePath: dataset.first ?? "").deletingPathExtension().lastPathComponent
    }

    /// The passages that were asked for.
    ///
    /// - Parameters:
    ///   - engine: Asked for the questions about documents that have none.
    ///   - prompt: How they are asked.
    ///   - grader: Says which questions the model answers; made only when it is needed.
    ///   - seed: Seed of what the model writes.
    ///   - session: Told what is left out.
    /// - Returns: At least one passage.
    /// - Throws: ``CommandError`` or `DocumentError` that names file and place.
    func read(
        engine: Engine, prompt: ExamPrompt, grader: @autoclosure () throws -> any Grader, seed: UInt64,
        session: Session
    ) async throws -> [KnowledgeItem] {
        var items: [KnowledgeItem] = []
        for file in dataset {
            if file.lowercased().hasSuffix(".json") {
                items += try Self.passages(file)
            } else {
                let writer = ExamWriter(engine: engine, prompt: prompt, grader: try grader(), seed: seed)
                items += try await documents(file, writer, session: session)
            }
        }
        guard !items.isEmpty else {
            throw CommandError(
                file: dataset.joined(separator: ", "),
                problem: "holds no passage with a question and its answer",
                remedy: "fill it in, or name another file")
        }
        let chosen = Array(items.dropFirst(start).prefix(limit ?? items.count))
        guard !chosen.isEmpty else {
            throw CommandError(
                file: dataset.joined(separator: ", "),
                problem: "holds \(items.count) passages with questions, and --start leaves out \(start)",
                remedy: "give a smaller --start")
        }
        return chosen
    }

    private static func passages(_ file: String) throws -> [KnowledgeItem] {
        let text = try InputText.read(file)
        do {
            return try KnowledgeDataset.decode(Data(text.utf8))
        } catch {
            throw CommandError(
                file: file, problem: "is no list of passages (\(ExamOptions.place(of: error)))",
                remedy:
                    "write [{\"title\", \"context\", \"questions\": [{\"question\", \"answer\"}]}], or use SQuAD's files"
            )
        }
    }

    private func documents(
        _ name: String, _ writer: ExamWriter, session: Session
    ) async throws -> [KnowledgeItem] {
        let contexts = try await DocumentReader(environment: session.environment).readAll(
            [name], session: session
        ).flatMap(\.contexts)
        session.progress.begin("Writing the exam about \(name)", total: contexts.count, unit: "passages")
        defer { session.progress.finish() }
        var items: [KnowledgeItem] = []
        for (index, context) in contexts.enumerated() {
            let questions = try await writer.write([context])
            if !questions.isEmpty { items.append(KnowledgeItem(context: context, questions: questions)) }
            session.progress.update(to: index + 1)
        }
        return items
    }
}

extension DocumentReader {
    /// The documents that were named, in order; what is left out is told.
    ///
    /// - Throws: `DocumentError` for a file that cannot be read.
    func readAll(_ names: [String], session: Session) async throws -> [Document] {
        var documents: [Document] = []
        for name in names {
            let batch = try await read(name)
            for skipped in batch.skipped { session.note("Left out: \(skipped)") }
            documents += batch.documents
        }
        return documents
    }
}

extension Document {
    /// The document in pieces that are learned by themselves.
    var contexts: [Context] {
        ContextSplitter().passages(
            title: title,
            sections: sections.map { DocumentSection(headingPath: $0.headingPath, text: $0.text) })
    }
}
