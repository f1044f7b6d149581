/// What is wrong with a model, an adapter or a request, where, and what to do about it.
public struct ModelError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of trouble.
    public enum Code: String, Sendable, CaseIterable {
        /// The model's family is not one of those supported.
        case unknownArchitecture
        /// A feature of the model that would change its results and is not supported.
        case unsupportedFeature
        /// A tensor's shape does not fit the configuration.
        case wrongShape
        /// A size in the configuration makes no sense.
        case badConfiguration
        /// The model does not fit into memory.
        case tooLarge
        /// A weight or parameter is NaN or infinite.
        case notFinite
        /// Text longer than the model's window.
        case contextTooLong
        /// An adapter that belongs to another base.
        case otherBase
        /// The model has no chat template.
        case noChatTemplate
        /// The environment asks for instructions that this processor does not have.
        case unavailableInstructions
        /// A request that cannot be answered as it is.
        case badRequest
    }

    /// The kind of trouble.
    public let code: Code
    /// The file or folder concerned; empty when there is none.
    public let file: String
    /// Where: a tensor, a key, a parameter.
    public let place: String
    /// What is wrong.
    public let problem: String
    /// What to do about it.
    public let remedy: String

    /// An error with all its parts.
    public init(_ code: Code, file: String = "", place: String = "", problem: String, remedy: String) {
        self.code = code
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }

    /// One line: file, place, problem and remedy.
    public var description: String {
        [file, place, "\(problem); \(remedy)"].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}
