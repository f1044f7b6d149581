import Files
import LanguageModel
import RemoteModels

extension Workbench {
    /// A client for a model behind an address, with the key from the environment.
    ///
    /// - Throws: `Diagnosis` when the variable that was named is not set, or holds no key.
    func remoteModel(_ endpoint: RemoteEndpoint) throws -> RemoteModel {
        let variable = endpoint.keyVariable
        let value = environment[variable]
        let key = value.flatMap(APIKey.init)
        if key == nil, value != nil && value != "" || variable != RemoteEndpoint.standardKeyVariable {
            throw Diagnosis(
                file: "the environment", place: variable,
                problem: value == nil ? "is not set" : "holds no API key", remedy: "put the key into it",
                category: .noInput)
        }
        if key != nil, endpoint.address.isExposed {
            note(.unencryptedKey(variable: variable, endpoint.address))
        }
        return RemoteModel(endpoint, key: key, usage: remote)
    }

    /// The model behind an address as one that writes self-edits.
    ///
    /// - Throws: `Diagnosis` when the environment lacks its key.
    func author(_ endpoint: RemoteEndpoint, _ sampling: SamplingOptions) throws -> RemoteAuthor {
        RemoteAuthor(try remoteModel(endpoint), sampling: sampling)
    }
}
