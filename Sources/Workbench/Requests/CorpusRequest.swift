package import RemoteModels

/// Training data to write about documents.
package struct CorpusRequest: Codable, Sendable {
    /// Documents or folders; `-` is standard input.
    package var files: [String]
    /// The file to write.
    package var out: String
    /// Self-edits of each context.
    package var candidates: Int?
    /// The adapter that writes; the bare model unless given.
    package var policy: String?
    /// A model behind an address that writes in its place.
    package var teacher: RemoteEndpoint?
    /// Whether each self-edit is trained on and examined.
    package var isMeasured = false
    /// How self-edits are written and taught.
    package var knowledge = KnowledgeRequest()
    /// How much time there is.
    package var time = TimeRequest()
    /// Who says whether an answer is right.
    package var grader = GraderRequest.lexical
    /// The model that writes.
    package var model = ModelChoice()

    /// A corpus about some documents, as is usual.
    package init(_ files: [String], out: String) { (self.files, self.out) = (files, out) }
}
