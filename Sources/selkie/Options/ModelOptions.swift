import ArgumentParser
import ModelLibrary
import Workbench

/// Which model computes, and on how many threads.
struct ModelOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A name that selkie models lists, a GGUF file or a Hugging Face folder; "
                + "unless given, as SELKIE_MODEL or 'model' in selkie.yaml says, or else \(ModelCatalog.defaultModel.name).",
            valueName: "name-or-path"),
        completion: .file())
    var model: String?

    @OptionGroup var home: HomeOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Threads that compute; unless given, as SELKIE_THREADS or 'threads' in selkie.yaml says, or else one a core.",
            valueName: "n"))
    var threads: Int?

    func validate() throws {
        if let threads, !(1...Settings.mostThreads).contains(threads) {
            throw ValidationError("--threads \(threads): give a number from 1 to \(Settings.mostThreads)")
        }
    }

    /// The model that was named; none where none was.
    var named: ModelChoice? { model.map { _ in choice() } }

    /// What was asked for, within so much memory where that is given.
    func choice(_ memory: MemoryOptions? = nil) -> ModelChoice {
        ModelChoice(name: model, threads: threads, memory: memory?.memory?.bytes)
    }
}
