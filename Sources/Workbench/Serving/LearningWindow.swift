package import Foundation
package import Memory

/// The part of a day in which a server learns by itself.
package struct LearningWindow: Sendable, Equatable {
    private let opens: TimeOfDay
    private let closes: TimeOfDay

    /// The window that was chosen; none where none was.
    package init?(_ choice: LearningChoice) {
        guard let opens = choice.opens.flatMap(TimeOfDay.init),
            let closes = choice.closes.flatMap(TimeOfDay.init), opens != closes
        else { return nil }
        (self.opens, self.closes) = (opens, closes)
    }

    /// Whether it is open at a moment: it closes before it opens again.
    package func isOpen(at now: Date, in calendar: Calendar) -> Bool {
        left(at: now, in: calendar) < opens.seconds(after: now, in: calendar)
    }

    /// Seconds from a moment until it closes next.
    package func left(at now: Date, in calendar: Calendar) -> Double {
        closes.seconds(after: now, in: calendar)
    }

    /// When it opens next.
    package func next(after now: Date, in calendar: Calendar) -> Date {
        now.addingTimeInterval(opens.seconds(after: now, in: calendar))
    }

    /// Whether an update is due: the window is open, nobody has asked for a while, and this window has had none.
    ///
    /// - Parameters:
    ///   - now: The moment.
    ///   - calendar: The calendar by whose days the window is meant.
    ///   - idle: Minutes without a question before one begins.
    ///   - asked: When somebody asked last.
    ///   - learned: When the last update began.
    /// - Returns: Whether one is.
    package func isDue(
        at now: Date, in calendar: Calendar, idle: Int, asked: Date?, learned: Date?
    ) -> Bool {
        guard isOpen(at: now, in: calendar) else { return false }
        if let asked, now.timeIntervalSince(asked) < Double(idle) * 60 { return false }
        guard let learned else { return true }
        // A window that was open then, and has not closed since, has had its update.
        return now.timeIntervalSince(learned) > left(at: learned, in: calendar)
            || !isOpen(at: learned, in: calendar)
    }
}
