import AdapterStore
import ArgumentParser

/// One adapter that a command is about.
struct AdapterArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "An adapter: its name, the first digits of its hash, or a folder in PEFT's format.",
            valueName: "adapter"),
        completion: .directory)
    var adapter: String
}

extension HomeOptions {
    /// The store of adapters of this run; what had to be put right is told on standard error.
    ///
    /// - Throws: `StoreError` when it cannot be opened.
    func adapters(in session: Session) throws -> AdapterStore {
        let store = try AdapterStore(home: folder(in: session).path)
        for repair in store.repairs { session.note(repair) }
        return store
    }
}
