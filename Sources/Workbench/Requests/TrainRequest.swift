package import RemoteModels

/// An outer loop over passages.
package struct TrainRequest: Codable, Sendable {
    /// What is taught.
    package var dataset: DatasetRequest
    /// Rounds, rewards, and how the policy learns.
    package var policy = PolicyRequest()
    /// How passages are taught.
    package var knowledge = KnowledgeRequest()
    /// How much time there is.
    package var time = TimeRequest()
    /// The model that is updated.
    package var model = ModelChoice()
    /// Another local model that writes the self-edits and learns to; the student unless given.
    package var teacher: String?
    /// A model behind an address that writes, and can't learn.
    package var remote: RemoteEndpoint?
    /// Who says whether an answer is right.
    package var grader = GraderRequest.lexical

    /// A loop over some passages, as is usual.
    package init(_ dataset: DatasetRequest) { self.dataset = dataset }
}
