import Files
import HTTPTransport
import Synchronization

/// One file on its way into the cache's blobs; it goes on where an earlier transfer stopped.
final class HubTransfer: Sendable {
    private struct State: ~Copyable {
        var partial: PartialFile
        /// Where the present answer has to begin.
        var start = 0
        /// Bytes at the last checkpoint.
        var noted: Int
    }

    private let file: HubFile
    private let name: String
    private let state: Mutex<State>
    private let report: @Sendable (Int) -> Void

    /// Bytes between two checkpoints: what a killed pull may have to fetch again.
    private static let stride = 16 << 20

    /// Prepares a transfer.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - name: what it is called in errors.
    ///   - blob: where it goes.
    ///   - report: told how many bytes of it are here, from any thread.
    /// - Throws: `Diagnosis` when nothing can be written there.
    init(
        _ file: HubFile, name: String, to blob: String, report: @escaping @Sendable (Int) -> Void
    ) throws(Diagnosis) {
        let partial = try PartialFile(for: blob, identity: file.digest)
        self.file = file
        self.name = name
        self.report = report
        let noted = partial.count
        state = Mutex(State(partial: partial, noted: noted))
    }

    private var count: Int { state.withLock { $0.partial.count } }

    /// Fetches what is missing, checks the whole and gives it its name.
    ///
    /// A connection that breaks is taken up again as long as each brings something.
    ///
    /// - Throws: `Diagnosis` or `CancellationError`; what came so far is kept for the next transfer,
    ///   unless it is wrong.
    func run(_ client: HubClient, commit: String) async throws {
        while count < file.bytes {
            let before = count
            state.withLock { $0.start = before }
            do {
                try await client.fetch(file, commit: commit, from: before) { [self] piece, isWhole in
                    try receive(piece, isWhole: isWhole)
                }
                guard count == file.bytes else { throw wrong("size") }
            } catch let error as Diagnosis where error.code == .unavailable && count > before {
                continue
            } catch let error as Diagnosis where error.code.category == .inputOutput {
                // What was not written must not be noted; the last checkpoint stands.
                throw error
            } catch let error as Diagnosis where error.code == .damaged {
                // Wrong bytes must not be what the next transfer goes on from.
                state.withLock { $0.partial.discard() }
                throw error
            } catch {
                try state.withLock { (state) throws(Diagnosis) in try Self.note(&state) }
                throw error
            }
        }
        try finish()
    }

    private func receive(_ piece: [UInt8], isWhole: Bool) throws(Diagnosis) {
        let count = try state.withLock { (state) throws(Diagnosis) -> Int in
            if isWhole, state.start > 0 {
                try state.partial.startAgain()
                (state.start, state.noted) = (0, 0)
            }
            guard state.partial.count + piece.count <= file.bytes else {
                state.partial.discard()
                throw wrong("size")
            }
            try state.partial.write(piece)
            if state.partial.count - state.noted >= Self.stride { try Self.note(&state) }
            return state.partial.count
        }
        report(count)
    }

    private static func note(_ state: inout State) throws(Diagnosis) {
        guard state.partial.count > state.noted else { return }
        try state.partial.keepSoFar()
        state.noted = state.partial.count
    }

    private func finish() throws(Diagnosis) {
        try state.withLock { (state) throws(Diagnosis) in
            let digest =
                file.isLarge ? state.partial.sha256() : GitBlob.name(of: state.partial.contents())
            guard digest == file.digest else {
                state.partial.discard()
                throw wrong(file.isLarge ? "SHA-256" : "digest")
            }
            try state.partial.keep()
        }
    }

    private func wrong(_ what: String) -> Diagnosis {
        Diagnosis(
            .damaged, file: name, problem: "what was downloaded has the wrong \(what) and was thrown away",
            remedy: "pull again; if it stays so, the hub or what stands before it serves another file")
    }
}
