import Grading
import LanguageModel
import Memory
import RemoteModels
import SelfAdaptation

/// A grader as it is stored; where none is stored, it is the lexical one.
enum GraderChoice: Codable, Sendable, Equatable {
    /// The model that is updated, without any update.
    case student
    /// Another local model.
    case model(ModelReference)
    /// A model behind an address.
    case remote(RemoteEndpoint)

    /// What decides its verdicts.
    var identity: GraderChoice {
        if case .remote(let endpoint) = self { .remote(endpoint.identity) } else { self }
    }
}

extension GraderChoice? {
    /// The grader itself.
    ///
    /// - Parameters:
    ///   - student: The engine of the model that is updated; made only when it grades.
    ///   - model: How local models are loaded.
    ///   - store: Knows the digests of models.
    ///   - bench: Its environment holds keys.
    /// - Returns: A grader that is ready.
    /// - Throws: What is wrong with a local model, by file; `Diagnosis` when the environment lacks a key.
    func grader(
        student: @autoclosure () throws -> Engine, model: ModelChoice, store: AdapterStore,
        at bench: Workbench
    ) throws -> any Grader {
        switch self {
        case nil: LexicalGrader()
        case .student?: ModelGrader(engine: try student())
        case .model(let reference)?:
            ModelGrader(engine: try bench.engine(for: reference, as: model.unbounded, store: store))
        case .remote(let endpoint)?: RemoteGrader(try bench.remoteModel(endpoint))
        }
    }
}
