public import LanguageModel

/// Who writes self-edits in an outer loop.
public enum Teacher: Sendable {
    /// A local model that learns to write better ones.
    case policy(Engine)
    /// Somebody who can't be trained: self-edits are scored for one round and that is all.
    case fixed(any SelfEditAuthor)

    /// The engine of the model that learns, if one does.
    var engine: Engine? {
        if case .policy(let engine) = self { engine } else { nil }
    }
}
