import Console
import Files
import RemoteModels

extension Session {
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
            note(
                "The key in \(variable) goes to \(endpoint.address) unencrypted; use https where there is some"
            )
        }
        return RemoteModel(endpoint, key: key, usage: remote)
    }

    /// Tells what answers of remote models have cost, if there were any.
    func tellRemoteCost() {
        guard let cost = remote.cost else { return }
        note(
            "Remote models: \(Quantity.count(cost.requests)) answers, "
                + "\(Quantity.count(cost.promptTokens)) prompt tokens, "
                + "\(Quantity.count(cost.completionTokens)) completion tokens")
    }
}
