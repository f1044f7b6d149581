package import Foundation

/// A time of day as people write it: `07:00`.
package struct TimeOfDay: Sendable, Equatable {
    private let hour: Int
    private let minute: Int

    /// Reads hours and minutes; `nil` for what is no time.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ (1...2).contains($0.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = UInt8(parts[0]), let minute = UInt8(parts[1]), hour < 24, minute < 60
        else { return nil }
        (self.hour, self.minute) = (Int(hour), Int(minute))
    }

    /// Seconds from a moment until it is this time of day next.
    package func seconds(after now: Date, in calendar: Calendar) -> Double {
        let next = calendar.nextDate(
            after: now, matching: DateComponents(hour: hour, minute: minute, second: 0),
            matchingPolicy: .nextTime)
        return next?.timeIntervalSince(now) ?? 86_400
    }
}
