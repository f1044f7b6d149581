import Text

/// Decides what a job's progress looks like and when it is worth showing; writes nothing and reads no clock.
///
/// On a terminal one line is rewritten a few times a second. Elsewhere a plain line is added now and then,
/// with growing pauses, so that the log of an hour stays short.
package struct ProgressMeter: Sendable {
    /// What is going on, in a few words: "Training 6 adapters".
    package let label: String
    /// How many units there are; nil when nobody knows.
    package let total: Int?
    /// The name of a unit, shown after the rate: "rows".
    package let unit: String
    /// Units done.
    package private(set) var completed = 0
    /// Units among them that were done before: they took no time, and say nothing about the speed.
    private var known = 0
    /// What is being done at the moment.
    private var detail = ""
    /// How far a job of unlike steps is; nil for one that counts units.
    private var job: (share: Double, left: Double?)?

    private let terminal: Terminal
    private let start: Double
    private var nextShow: Double
    private var pause: Double

    /// Pause between two pictures on a terminal, in seconds.
    private static let rewritePause = 0.1
    /// First and longest pause between two lines elsewhere, in seconds.
    private static let linePauses = (first: 5.0, longest: 60.0)

    /// Creates a meter that has not moved.
    ///
    /// - Parameters:
    ///   - label: what is going on.
    ///   - total: how many units there are, nil when unknown.
    ///   - unit: the name of a unit, in the plural.
    ///   - terminal: where the progress is shown.
    ///   - start: the present time, in seconds from any fixed moment.
    package init(label: String, total: Int?, unit: String, terminal: Terminal, start: Double) {
        self.label = label
        self.total = total
        self.unit = unit
        self.terminal = terminal
        self.start = start
        pause = terminal.allowsRewriting ? ProgressMeter.rewritePause : ProgressMeter.linePauses.first
        nextShow = terminal.allowsRewriting ? start : start + pause
    }

    /// Notes how many units are done and gives the text to write, if it is time for one.
    ///
    /// - Parameters:
    ///   - count: units done since the start; a smaller count than before is possible.
    ///   - known: units among them that were done before the start.
    ///   - detail: what is being done at the moment; shown at the end.
    ///   - now: the present time, in seconds from the same moment as the start.
    /// - Returns: What to write to the display; nil when it is too early for another picture.
    package mutating func update(
        to count: Int, known: Int = 0, detail: String = "", now: Double
    ) -> String? {
        completed = count
        self.known = known
        self.detail = detail
        return refresh(now: now)
    }

    /// Notes how far a job is whose steps are so unlike that counting them tells nothing.
    ///
    /// - Parameters:
    ///   - share: the part of all work that is done, 0 to 1.
    ///   - left: seconds that the rest will take, nil when nobody knows.
    ///   - detail: what is being done at the moment; shown at the end.
    ///   - now: the present time, in seconds from the same moment as the start.
    /// - Returns: What to write to the display; nil when it is too early for another picture.
    package mutating func update(share: Double, left: Double?, detail: String, now: Double) -> String? {
        job = (min(1, max(0, share)), left)
        self.detail = detail
        return refresh(now: now)
    }

    /// The next picture or line, if it is time for one.
    private mutating func refresh(now: Double) -> String? {
        guard now >= nextShow else { return nil }
        if terminal.allowsRewriting {
            nextShow = now + pause
            return picture(now: now)
        }
        pause = min(pause * 2, ProgressMeter.linePauses.longest)
        nextShow = now + pause
        return status(now: now) + "\n"
    }

    /// Notes that more units are done, as ``update(to:now:)`` does.
    package mutating func advance(by count: Int, now: Double) -> String? {
        update(to: completed + count, now: now)
    }

    /// The present picture again, over a line that something else has been written on.
    package func picture(now: Double) -> String {
        guard terminal.allowsRewriting else { return "" }
        return ProgressMeter.eraseLine + TextLayout.truncated(bar(now: now), to: (terminal.width ?? 80) - 1)
    }

    /// Takes the picture away, where there is one.
    package var erasure: String {
        terminal.allowsRewriting ? ProgressMeter.eraseLine : ""
    }

    /// The last line: what was done, how long it took and how fast it went.
    package func summary(now: Double) -> String {
        let time = Quantity.duration(now - start)
        // A phase that counts nothing has only its time to tell.
        guard total != nil || completed > 0 else { return erasure + "\(label): \(time)\n" }
        let count =
            known > 0
            ? "\(Quantity.count(completed - known)) of \(Quantity.count(completed))"
            : Quantity.count(completed)
        var parts = ["\(label): \(count) \(units(of: completed)) in \(time)"]
        if let rate = rate(now: now) { parts.append("\(Quantity.rate(rate)) \(unit)/s") }
        return erasure + parts.joined(separator: ", ") + "\n"
    }

    /// Return to the first column and clear the line.
    private static let eraseLine = "\r\u{1B}[2K"

    /// The name of so many units: the unit without its s for one.
    private func units(of count: Int) -> String {
        count == 1 && unit.hasSuffix("s") ? String(unit.dropLast()) : unit
    }

    /// Units a second since the start; nil before anything was done.
    private func rate(now: Double) -> Double? {
        let elapsed = now - start
        return completed > known && elapsed > 0 ? Double(completed - known) / elapsed : nil
    }

    /// Seconds until all units are done at the present rate.
    private func remaining(now: Double) -> Double? {
        guard let total, let rate = rate(now: now), completed < total else { return nil }
        return Double(total - completed) / rate
    }

    /// "Training: 120/480 rows, 25 %, 154 rows/s, about 2 s left".
    private func status(now: Double) -> String {
        var parts: [String] = []
        if let job {
            // The last percent is for what is not counted: saving, and the end.
            parts.append("\(label): \(Quantity.percent(min(0.99, job.share)))")
        } else if let total {
            parts.append(
                "\(label): \(Quantity.count(completed))/\(Quantity.count(total)) \(units(of: total))")
            if let share { parts.append(Quantity.percent(share)) }
        } else if completed == 0 {
            parts.append("\(label): \(Quantity.duration(now - start))")
        } else {
            parts.append("\(label): \(Quantity.count(completed)) \(units(of: completed))")
        }
        if let rate = rate(now: now) { parts.append("\(Quantity.rate(rate)) \(unit)/s") }
        if let remaining = job.map(\.left) ?? remaining(now: now) {
            parts.append("about \(Quantity.duration(remaining)) left")
        }
        if !detail.isEmpty { parts.append(detail) }
        return parts.joined(separator: ", ")
    }

    private var share: Double? {
        if let job { return job.share }
        guard let total, total > 0 else { return nil }
        return min(1, max(0, Double(completed) / Double(total)))
    }

    private func bar(now: Double) -> String {
        let status = status(now: now)
        let width = 20
        guard let share, (terminal.width ?? 0) >= DisplayWidth.of(status) + width + 4 else { return status }
        let filled = Int((share * Double(width)).rounded(.down))
        return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
            + "] " + status
    }
}
