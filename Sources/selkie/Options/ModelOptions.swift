import ArgumentParser
import Console
import LanguageModel
import ModelLibrary

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

    /// The model's name and place.
    ///
    /// - Throws: `Diagnosis` when there is no such model.
    func resolve(in session: Session) throws -> ModelResolver.Model {
        try ModelResolver(home: home.folder(in: session), environment: session.environment).resolve(model)
    }

    /// Loads the model.
    ///
    /// - Throws: What is wrong with it, by file and place.
    func load(in session: Session) throws -> LanguageModel {
        let found = try resolve(in: session)
        session.progress.begin("Loading \(found.name)")
        defer { session.progress.abandon() }
        return try LanguageModel(path: found.path, threads: threads)
    }

    /// Loads the model and an engine over it, which stays within `memory` bytes where they are given.
    ///
    /// - Throws: What is wrong with the model, by file and place.
    func engine(in session: Session, memory: Int? = nil) throws -> Engine {
        Engine(try load(in: session), threads: threads, memory: memory)
    }
}
