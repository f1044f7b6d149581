package import Files
import Synchronization

/// Lets one call of many fail: the nth that changes the disk, or the nth of one kind.
package final class FaultPlan: Sendable {
    private let kind: FileSystem.Call?
    private let place: Int
    private let fault: FileSystem.Fault
    private let state = Mutex((count: 0, hasStruck: false))

    /// A plan in which call number `place`, from 1 on, of one kind or of any fails as `fault` says.
    package init(_ kind: FileSystem.Call? = nil, at place: Int, fault: FileSystem.Fault) {
        (self.kind, self.place, self.fault) = (kind, place, fault)
    }

    /// The calls that fail so.
    package var files: FileSystem {
        FileSystem { [self] call, _, _ in
            guard kind == nil || kind == call else { return nil }
            return state.withLock { state in
                state.count += 1
                guard state.count == place else { return nil }
                state.hasStruck = true
                return fault
            }
        }
    }

    /// Whether there were so many calls that one failed.
    package var hasStruck: Bool { state.withLock(\.hasStruck) }
}
