package import LanguageModel
import Memory
import ModelLibrary

/// An adapter to write for other programs.
package struct ExportRequest: Codable, Sendable {
    /// What other programs read.
    package enum Format: String, CaseIterable, Codable, Sendable {
        /// A folder as PEFT lays it out.
        case peft
        /// A file for llama.cpp; it is laid out for its base.
        case gguf
    }

    /// The adapter, by name, hash or path.
    package var adapter: String
    /// Where to write it; nothing may be there yet.
    package var path: String
    /// The format.
    package var format = Format.peft
    /// Whether a folder's numbers are stored in bfloat16, at half the size.
    package var isHalved = false
    /// Its base model.
    package var model = ModelChoice()

    /// An adapter as a folder.
    package init(_ adapter: String, to path: String) {
        self.adapter = adapter
        self.path = path
    }
}

/// An adapter to fold into its base.
package struct MergeRequest: Codable, Sendable {
    /// The adapter, by name, hash or path.
    package var adapter: String
    /// The folder to make.
    package var path: String
    /// How numbers are stored.
    package var type = MergedModel.ElementType.float32
    /// Its base model.
    package var model = ModelChoice()

    /// An adapter to fold into the default model, as float32.
    package init(_ adapter: String, to path: String) {
        self.adapter = adapter
        self.path = path
    }
}

extension Workbench {
    /// Writes an adapter for other programs.
    ///
    /// - Throws: `Diagnosis` when it is not there, does not fit its base, or cannot be written.
    package func export(_ request: ExportRequest) throws {
        let store = try store()
        let reference = try store.find(request.adapter)
        switch request.format {
        case .peft: try store.exportFolder(reference, to: request.path, isHalved: request.isHalved)
        case .gguf:
            let base = try resolve(request.model).path
            try store.exportGGUF(reference, for: ModelConfiguration(path: base), to: request.path)
        }
    }

    /// Folds an adapter into its base and writes a Hugging Face folder.
    ///
    /// - Throws: `Diagnosis` when the adapter does not fit its base, or the folder cannot be written.
    package func merge(_ request: MergeRequest) throws {
        let store = try store()
        let reference = try store.find(request.adapter)
        let base = try load(request.model)
        let adapter = try adapter(reference, of: store, for: base)
        tell(.began(.job("Writing \(request.path)")))
        defer { tell(.ended) }
        try MergedModel.write(base, adapter, as: request.type, to: request.path)
    }
}
