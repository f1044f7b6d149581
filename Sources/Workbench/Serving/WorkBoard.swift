import Synchronization

/// What is going on in work that nobody sits beside, for whoever asks.
package final class WorkBoard: Sendable {
    /// How far work is.
    package struct Progress: Codable, Sendable {
        /// What is being done.
        package let stage: String
        /// The share of it that is done, 0 to 1; none where that is not known.
        @Nullable package var share: Double?
        /// Seconds that it will still take.
        @Nullable package var left: Double?

        init(stage: String, share: Double? = nil, left: Double? = nil) {
            self.stage = stage
            _share = Nullable(wrappedValue: share)
            _left = Nullable(wrappedValue: left)
        }
    }

    private let state = Mutex<Progress?>(nil)

    /// Nothing is going on.
    package init() {}

    /// What is going on; nothing where nothing is.
    package var progress: Progress? { state.withLock { $0 } }

    /// Takes what work tells.
    package func take(_ event: WorkEvent) {
        switch event {
        case .began(.loading(let name)): state.withLock { $0 = Progress(stage: "loading \(name)") }
        case .began(.measuring): state.withLock { $0 = Progress(stage: "measuring the machine's speed") }
        case .began(.job(let title)), .began(.counting(let title, _, _)):
            state.withLock { $0 = Progress(stage: title) }
        case .reached(let place):
            state.withLock { $0 = Progress(stage: place.detail, share: place.share, left: place.left) }
        case .finished, .ended: state.withLock { $0 = nil }
        case .counted, .note: break
        }
    }
}
