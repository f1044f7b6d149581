package import Foundation

/// The header in which a server says when to come back: seconds, or a date.
///
/// Source: RFC 9110, section 10.2.3.
package enum RetryAfter {
    /// The longest wait that is believed.
    private static let longest = 1e6

    /// The wait from `now` that a header asks for; `nil` for one that makes no sense or whose date is past.
    package static func wait(_ header: String, now: Date = .now) -> Duration? {
        let seconds = Double(header) ?? (try? Date(header, strategy: date))?.timeIntervalSince(now)
        guard let seconds, (0...longest).contains(seconds) else { return nil }
        return .seconds(seconds)
    }

    /// A date as servers write it: "Sun, 06 Nov 1994 08:49:37 GMT".
    private static let date = Date.ParseStrategy(
        format: """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) GMT
            """,
        locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt)
}
