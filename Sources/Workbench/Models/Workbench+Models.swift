import Files
package import LanguageModel
import Memory
package import ModelLibrary
import SelfAdaptation

extension Workbench {
    /// The name and place of the model that a choice means.
    ///
    /// - Throws: `Diagnosis` when there is no such model.
    package func resolve(_ choice: ModelChoice) throws -> ModelResolver.Model {
        do {
            return try models.resolve(choice.name ?? settings.model)
        } catch  where choice.name == nil && settings.model != nil {
            guard var error = error as? Diagnosis else { throw error }
            error.place = "the model that is set"
            throw error
        }
    }

    /// Loads a model, or gives the one that stays loaded.
    ///
    /// - Throws: What is wrong with it, by file and place.
    package func load(_ choice: ModelChoice) throws -> LanguageModel {
        let found = try resolve(choice)
        if let resident, found.path == resident.engine.model.path { return resident.engine.model }
        tell(.began(.loading(found.name)))
        defer { tell(.ended) }
        return try models.load(found, threads: threads(choice))
    }

    /// Loads a model and an engine over it, or gives the one that stays loaded.
    ///
    /// - Throws: What is wrong with the model, by file and place.
    package func engine(_ choice: ModelChoice) throws -> Engine {
        if let resident, try resolve(choice).path == resident.engine.model.path { return resident.engine }
        return Engine(try load(choice), threads: threads(choice), memory: choice.memory)
    }

    func threads(_ choice: ModelChoice) -> Int? { choice.threads ?? settings.threads }

    /// The same for work that trains, which keeps within a bound: unless given or set, three quarters of what is free.
    func bounded(_ choice: ModelChoice) -> ModelChoice {
        var bounded = choice
        bounded.memory = choice.memory ?? settings.memory ?? FreeMemory.bytes / 4 * 3
        return bounded
    }

    /// The name and digest of a model, with its engine.
    ///
    /// - Throws: What is wrong with the model, by file and place.
    func reference(
        _ choice: ModelChoice, store: AdapterStore
    ) throws -> (reference: ModelReference, engine: Engine) {
        let found = try resolve(choice)
        let engine = try engine(choice)
        let digest = try store.baseDigest(of: engine.model.files)
        return (
            ModelReference(
                name: choice.name ?? settings.model == nil ? found.name : found.path, digest: digest), engine
        )
    }

    /// The engine of a model that a run names, checked against what it was.
    ///
    /// - Throws: `Diagnosis` when the file has changed since.
    func engine(
        for reference: ModelReference, as choice: ModelChoice, store: AdapterStore
    ) throws -> Engine {
        var named = choice
        named.name = reference.name
        let engine = try engine(named)
        guard try store.baseDigest(of: engine.model.files) == reference.digest else {
            throw Diagnosis(
                file: engine.model.path, problem: "is not the model that the run was begun with",
                remedy: "put the model back, or begin a new run")
        }
        return engine
    }
}

extension ExamPrompt {
    /// How a model is asked unless somebody says otherwise: by its template where it has one.
    init(for model: LanguageModel) { self = model.chatTemplate == nil ? .plain : .chat }
}
