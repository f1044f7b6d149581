package import LanguageModel
package import Memory
import SelfAdaptation
import Files
import ModelLibrary

extension Workbench {
    /// Loads a model.
    ///
    /// - Throws: What is wrong with it, by file and place.
    package func load(_ choice: ModelChoice) throws -> LanguageModel {
        let found = try models.resolve(choice.name)
        tell(.began(.loading(found.name)))
        defer { tell(.ended) }
        return try models.load(found, threads: choice.threads)
    }

    /// Loads a model and an engine over it.
    ///
    /// - Throws: What is wrong with the model, by file and place.
    package func engine(_ choice: ModelChoice) throws -> Engine {
        Engine(try load(choice), threads: choice.threads, memory: choice.memory)
    }

    /// The name and digest of a model, with its engine.
    ///
    /// - Throws: What is wrong with the model, by file and place.
    package func reference(
        _ choice: ModelChoice, store: AdapterStore
    ) throws -> (reference: ModelReference, engine: Engine) {
        let found = try models.resolve(choice.name)
        let engine = try engine(choice)
        let digest = try store.baseDigest(of: engine.model.files)
        return (ModelReference(name: choice.name == nil ? found.name : found.path, digest: digest), engine)
    }

    /// The engine of a model that a run names, checked against what it was.
    ///
    /// - Throws: `Diagnosis` when the file has changed since.
    package func engine(
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
