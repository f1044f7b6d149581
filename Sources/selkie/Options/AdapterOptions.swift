import ArgumentParser
import LanguageModel
import ModelFormats

/// Which adapter a model computes with.
struct AdapterOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("An adapter: its name, or a folder in PEFT's format.", valueName: "name-or-path"),
        completion: .directory)
    var adapter: String?

    /// The adapter that was asked for; nil for the bare model.
    ///
    /// - Throws: `FormatError` or `ModelError` when it cannot be used with this model.
    func load(for model: LanguageModel.LanguageModel) throws -> Adapter? {
        try adapter.map { try AdapterOptions.load($0, for: model) }
    }

    /// The adapter of a name or path.
    ///
    /// - Throws: `FormatError` or `ModelError` when it cannot be used with this model.
    static func load(_ name: String, for model: LanguageModel.LanguageModel) throws -> Adapter {
        try Adapter(PEFTAdapter(path: name), for: model.configuration)
    }
}
