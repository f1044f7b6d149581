import ArgumentParser
import LanguageModel
import Workbench

/// Which adapter a model computes with.
struct AdapterOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "An adapter: its name, the first digits of its hash, or a folder in PEFT's or MLX's format.",
            valueName: "name-or-path"),
        completion: .directory)
    var adapter: String?

    /// The adapter that was asked for; nil for the bare model.
    ///
    /// - Throws: `Diagnosis` when it cannot be used with this model.
    func load(for model: LanguageModel, at bench: Workbench) throws -> Adapter? {
        try adapter.map { try bench.adapter($0, for: model) }
    }
}
