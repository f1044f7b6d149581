import Foundation
import Testing
import Workbench

/// When it is seven next.
@Suite struct TimeOfDayTests {
    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }

    @Test(
        arguments: [("07:00", 7.0 * 3600), ("7:00", 7 * 3600), ("00:00", 24 * 3600), ("23:59", 86_340)]
            as [(String, Double)])
    func theNextOneIsMeant(text: String, seconds: Double) throws {
        let time = try #require(TimeOfDay(text))
        #expect(time.seconds(after: Date(timeIntervalSince1970: 0), in: calendar) == seconds)
    }

    /// In the night when clocks go forward, seven is an hour nearer.
    @Test func clocksThatChangeAreHeeded() throws {
        var calendar = calendar
        calendar.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let midnight = try #require(
            calendar.date(from: DateComponents(year: 2026, month: 3, day: 29, hour: 0)))
        #expect(try #require(TimeOfDay("07:00")).seconds(after: midnight, in: calendar) == 6 * 3600)
    }

    @Test(arguments: [
        "", "7", "24:00", "07:60", "07:00:00", "-1:00", "+1:00", "seven", "007:00", "7:", ":7", "७:००",
    ])
    func whatIsNoTimeIsNone(text: String) { #expect(TimeOfDay(text) == nil) }
}
