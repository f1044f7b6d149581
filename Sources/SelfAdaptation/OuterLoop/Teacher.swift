public import LanguageModel

/// Who writes self-edits in an outer loop.
public enum Teacher: Sendable {
    /// A local model that learns to write better ones.
    case policy(Engine)
    /// Somebody who can't be trained: self-edits are scored for one round and that is all.
    case fixed(any SelfEditAuthor)

    /// Who writes when the policy has an adapter, or none.
    func author(_ policy: Adapter?, sampling: SamplingOptions) -> any SelfEditAuthor {
        switch self {
        case .policy(let engine): PolicyAuthor(engine: engine, adapter: policy, sampling: sampling)
        case .fixed(let author): author
        }
    }

    /// The engine of the model that learns, if one does.
    var engine: Engine? {
        if case .policy(let engine) = self { engine } else { nil }
    }
}
