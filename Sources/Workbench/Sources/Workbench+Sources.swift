import Documents
import Files
import LanguageModel
package import Memory
import ModelLibrary
import SelfAdaptation
import Text
import Tokenizers

extension Workbench {
    /// Adds documents to what is known, or what has changed in them: they are answered from at once, and taught later.
    ///
    /// - Parameters:
    ///   - files: Documents or folders; `-` is standard input.
    ///   - model: The model by whose tokens passages are measured.
    /// - Returns: The sources with what is new in them.
    /// - Throws: `Diagnosis` for a document that can't be read and a home that can't be written.
    package func remember(_ files: [String], measuredBy model: ModelChoice) async throws -> AdditionReport {
        let measure = TextMeasure(try Tokenizer(modelPath: resolve(model).path))
        let documents = try await documents(files)
        return AdditionReport(
            try add(documents.map { ($0, $0.passages(measure)) }, to: try store(isMade: true)))
    }

    /// Adds documents that were read and cut to what is known.
    func add(
        _ documents: [(Document, [DocumentPassage])], to store: AdapterStore
    ) throws -> [SourceStore.Addition] {
        let sources = SourceStore(store)
        return try documents.map { document, passages in
            let passages = passages.map {
                NewPassage($0, page: document.page(at: $0.range.lowerBound))
            }
            return try sources.add(SourceDescription(document), passages)
        }
    }

    /// What is known; what is learned of it is told for a model, or for any unless one is named.
    ///
    /// - Throws: `Diagnosis` when the home or the model can't be opened.
    package func listSources(for model: ModelChoice?) throws -> MemoryListing {
        let store = try store()
        // A model is loaded for its digest: once.
        let base = try base(of: model, store)
        let sources = try SourceStore(store).list(base: base)
        let versions = try VersionListing(store, base: base)
        return MemoryListing(
            sources: sources.map(SourceFigures.init), versions: versions.versions, active: versions.active)
    }

    /// One source, by its number, place or title, with its passages.
    ///
    /// - Throws: `Diagnosis` when there is none, or there are several.
    package func showSource(_ name: String, for model: ModelChoice?) throws -> SourceReport {
        let store = try store()
        let base = try base(of: model, store)
        let sources = SourceStore(store)
        let source = try sources.find(name, base: base)
        return SourceReport(
            source: SourceFigures(source),
            passages: try sources.passages(of: source).map { passage in
                SourceReport.Passage(
                    title: passage.context.title, heading: passage.heading, text: passage.context.text,
                    start: passage.range?.lowerBound, end: passage.range?.upperBound, page: passage.page,
                    adapter: try sources.adapter(of: passage, base: base)?.name)
            })
    }

    /// Says how far a source is trusted from now on.
    ///
    /// - Throws: `Diagnosis` when there is no such source, or there are several.
    package func trust(_ name: String, as trust: Trust) throws -> SourceFigures {
        let sources = SourceStore(try store())
        let source = try sources.find(name, base: nil)
        try sources.trust(source, as: trust)
        return SourceFigures(try sources.find(String(source.id), base: nil))
    }

    /// The digest of a model that was named.
    func base(of model: ModelChoice?, _ store: AdapterStore) throws -> String? {
        try model.map { try digest(of: load($0), store) }
    }

    /// The digest of a model that is loaded.
    func digest(of model: LanguageModel, _ store: AdapterStore) throws -> String {
        if let resident, resident.engine.model.path == model.path { return resident.base.digest }
        return try store.baseDigest(of: model.files)
    }
}

extension SourceRecord.Kind {
    /// What a document of a format is.
    fileprivate init(_ format: DocumentFormat) {
        self =
            switch format {
            case .conversation: .conversation
            case .corrections: .correction
            case .text, .markdown, .html, .pdf, .notebook, .code: .document
            }
    }
}

extension SourceDescription {
    /// A document as a source.
    init(_ document: Document) {
        // What was handed over is known by its name: the same text of two who gave it is two sources.
        let isHandedOver = document.source.hasPrefix(Self.handedOver)
        self.init(
            digest: isHandedOver
                ? SHA256.hexadecimal(of: "\(document.source)\0\(document.text)".utf8) : document.digest,
            kind: SourceRecord.Kind(document.format), title: document.title,
            place: Self.place(of: document.source))
    }
}
