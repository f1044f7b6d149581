import ArgumentParser
import ModelLibrary
import Workbench

/// Which model computes, and on how many threads.
struct ModelOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A name that selkie models lists, a GGUF file or a Hugging Face folder; "
                + "\(ModelCatalog.defaultModel.name) unless given.",
            valueName: "name-or-path"),
        completion: .file())
    var model: String?

    @OptionGroup var home: HomeOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Threads that compute; one a core unless given.", valueName: "n"))
    var threads: Int?

    func validate() throws {
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("--threads \(threads): give a number from 1 to 256")
        }
    }

    /// What was asked for, within so many bytes where they are given.
    func choice(memory: Int? = nil) -> ModelChoice {
        ModelChoice(name: model, threads: threads, memory: memory)
    }
}
