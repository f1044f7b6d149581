import ArgumentParser
import RemoteModels

extension RemoteEndpoint {
    /// The endpoint that flags with a common beginning describe: `--teacher-url`, `--teacher-model`, ….
    ///
    /// - Parameters:
    ///   - prefix: The beginning, `teacher`.
    ///   - url: The address.
    ///   - model: The model's name there.
    ///   - keyVariable: The environment variable with the key; the standard one unless given.
    /// - Returns: The endpoint; `nil` without an address.
    /// - Throws: `ValidationError` that names the flag.
    static func flags(
        _ prefix: String, url: String?, model: String?, keyVariable: String?
    ) throws -> RemoteEndpoint? {
        guard let url else {
            guard keyVariable == nil else {
                throw ValidationError("--\(prefix)-key-env is of no use without --\(prefix)-url")
            }
            return nil
        }
        guard let address = RemoteAddress(url) else {
            throw ValidationError(
                "--\(prefix)-url: give an address such as http://127.0.0.1:11434/v1, without user and query")
        }
        guard let model, model.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--\(prefix)-url needs --\(prefix)-model, the model's name there")
        }
        if let keyVariable, keyVariable.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) == nil {
            throw ValidationError(
                "--\(prefix)-key-env: give the name of an environment variable, never the key itself")
        }
        return RemoteEndpoint(
            address, model: model, keyVariable: keyVariable ?? RemoteEndpoint.standardKeyVariable)
    }
}
