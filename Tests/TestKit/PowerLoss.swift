package import Files
import Foundation
import Synchronization

/// A disk that forgets at a loss of power what was not synchronized: bytes of files, and new names of a folder.
package final class PowerLoss: Sendable {
    private struct Renaming {
        let from: String
        let to: String
        /// A copy of what had the new name before.
        let replaced: String?
    }

    private struct State {
        /// Bytes of each file that was written to which would be there.
        var safe: [String: UInt64] = [:]
        var renamings: [Renaming] = []
        var calls = 0
    }

    private let state = Mutex(State())
    private let store: String
    private let last: Int

    /// A disk on which everything stops, as with the power, after `last` calls; copies are kept in the folder `store`.
    package init(after last: Int, store: String) {
        self.last = last
        self.store = store
    }

    /// The calls on this disk; those after the loss fail and change nothing.
    package var files: FileSystem {
        FileSystem { [self] call, path, newPath in
            state.withLock { state in
                state.calls += 1
                guard state.calls <= last else { return .error(EIO) }
                switch call {
                case .create: state.safe[path] = 0
                case .write, .makeFolder, .remove: break
                case .synchronize:
                    if isFolder(path) {
                        state.renamings.removeAll { parentFolder(of: $0.to) == path }
                    } else {
                        state.safe[path] = Self.size(path)
                    }
                case .rename: Self.note(&state, path, newPath ?? "", store: store)
                }
                return nil
            }
        }
    }

    /// Whether the power went.
    package var hasStruck: Bool { state.withLock { $0.calls > last } }

    /// Takes from the disk what a loss of power may take: as much as possible.
    package func strike() throws {
        try state.withLock { state in
            for renaming in state.renamings.reversed() {
                guard FileManager.default.fileExists(atPath: renaming.to) else { continue }
                try FileManager.default.moveItem(atPath: renaming.to, toPath: renaming.from)
                if let replaced = renaming.replaced {
                    try FileManager.default.moveItem(atPath: replaced, toPath: renaming.to)
                }
                Self.move(&state.safe, from: renaming.to, to: renaming.from)
            }
            for (path, size) in state.safe {
                guard isFile(path), let handle = FileHandle(forUpdatingAtPath: path) else { continue }
                if try handle.seekToEnd() > size { try handle.truncate(atOffset: size) }
                try handle.close()
            }
        }
    }

    private static func note(_ state: inout State, _ from: String, _ to: String, store: String) {
        var replaced: String?
        if isFile(to) {
            replaced = "\(store)/\(state.renamings.count)-\(state.calls)"
            try? FileManager.default.copyItem(atPath: to, toPath: replaced ?? "")
        }
        state.renamings.append(Renaming(from: from, to: to, replaced: replaced))
        move(&state.safe, from: from, to: to)
    }

    /// What is known of a file, or of all files of a folder, under its new name.
    private static func move(_ safe: inout [String: UInt64], from: String, to: String) {
        for (path, size) in safe where path == from || path.hasPrefix(from + "/") {
            safe[path] = nil
            safe[to + path.dropFirst(from.count)] = size
        }
    }

    private static func size(_ path: String) -> UInt64 {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? UInt64) ?? 0
    }
}
