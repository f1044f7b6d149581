import Synchronization
import Text

/// Shows on standard error how far a job is; safe to report to from any thread.
///
/// It owns the terminal's last line: whatever else goes to standard error meanwhile goes through
/// ``note(_:)``, which keeps the two apart. A quiet one shows nothing, so that callers need not ask.
package final class Progress: Sendable {
    private let meter = Mutex<ProgressMeter?>(nil)
    private let terminal: Terminal
    private let isQuiet: Bool
    private let clock: @Sendable () -> Double
    private let write: @Sendable (String) -> Void

    /// Creates a display with nothing on it.
    ///
    /// - Parameters:
    ///   - terminal: what standard error allows.
    ///   - isQuiet: whether the user gave `--quiet`.
    ///   - clock: the present time in seconds from any fixed moment; unless given, the time that the program had.
    ///   - write: where the text goes; called by one thread at a time.
    package init(
        terminal: Terminal,
        isQuiet: Bool = false,
        clock: @escaping @Sendable () -> Double = { ActiveClock.system.seconds },
        write: @escaping @Sendable (String) -> Void = { try? StandardStream.error.write($0) }
    ) {
        self.terminal = terminal
        self.isQuiet = isQuiet
        self.clock = clock
        self.write = write
    }

    /// Begins a phase; one that is still going on is ended with its summary.
    ///
    /// - Parameters:
    ///   - label: what is going on, in a few words.
    ///   - total: how many units there are, nil when unknown.
    ///   - unit: the name of a unit, in the plural.
    package func begin(_ label: String, total: Int? = nil, unit: String = "steps") {
        show { meter, now in
            let ended = meter?.summary(now: now) ?? ""
            var next = ProgressMeter(label: label, total: total, unit: unit, terminal: terminal, start: now)
            let first = next.update(to: 0, now: now) ?? ""
            meter = next
            return ended + first
        }
    }

    /// Reports how many units of the phase are done in all, how many of them were done before it began, and what is
    /// being done at the moment.
    package func update(to count: Int, known: Int = 0, detail: String = "") {
        show { meter, now in meter?.update(to: count, known: known, detail: detail, now: now) }
    }

    /// Reports how far a job of unlike steps is, how many seconds are left, and what is being done at the moment.
    package func update(share: Double, left: Double?, detail: String = "") {
        show { meter, now in meter?.update(share: share, left: left, detail: detail, now: now) }
    }

    /// Reports that more units of the phase are done.
    package func advance(by count: Int = 1) {
        show { meter, now in meter?.advance(by: count, now: now) }
    }

    /// Ends the phase with a line that says what was done.
    package func finish() {
        show { meter, now in
            defer { meter = nil }
            return meter?.summary(now: now)
        }
    }

    /// Ends the phase and leaves no trace of it on a terminal: after an error, before another word.
    package func abandon() {
        show { meter, _ in
            defer { meter = nil }
            return meter?.erasure
        }
    }

    /// Takes the display away while something else is written to the terminal.
    package func interrupted(by write: () throws -> Void) rethrows {
        show { meter, _ in meter?.erasure }
        defer { show { meter, now in meter?.picture(now: now) } }
        try write()
    }

    /// Writes a line of its own above the display.
    package func note(_ sentence: String) {
        show { meter, now in
            (meter?.erasure ?? "") + TextLayout.singleLine(sentence) + "\n" + (meter?.picture(now: now) ?? "")
        }
    }

    /// Writing happens inside the lock: pictures of two threads must not mix or overtake each other.
    private func show(_ text: (inout ProgressMeter?, Double) -> String?) {
        guard !isQuiet else { return }
        meter.withLock { meter in
            if let text = text(&meter, clock()), !text.isEmpty { write(text) }
        }
    }
}
