import Foundation
import Memory
import SelkieServer
import TestKit
import Testing
import Workbench

/// The part of a day in which a server learns, by a clock that a test puts forward.
@Suite struct WindowTests {
    private static var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }

    private static func date(day: Int, _ hour: Int, _ minute: Int = 0) throws -> Date {
        try #require(
            calendar.date(from: DateComponents(year: 2026, month: 3, day: day, hour: hour, minute: minute)))
    }

    private static func window(_ opens: String, _ closes: String) -> LearningWindow? {
        var choice = LearningChoice()
        (choice.opens, choice.closes) = (opens, closes)
        return LearningWindow(choice)
    }

    @Test(arguments: [
        ("01:00", "06:00", 1, 0, true), ("01:00", "06:00", 0, 59, false), ("01:00", "06:00", 5, 59, true),
        ("01:00", "06:00", 6, 0, false), ("22:30", "06:00", 23, 0, true), ("22:30", "06:00", 3, 0, true),
        ("22:30", "06:00", 12, 0, false), ("00:00", "23:59", 12, 0, true),
    ])
    func isOpen(opens: String, closes: String, hour: Int, minute: Int, isOpen: Bool) throws {
        let window = try #require(Self.window(opens, closes))
        #expect(window.isOpen(at: try Self.date(day: 2, hour, minute), in: Self.calendar) == isOpen)
    }

    @Test func whatIsNoWindowIsNone() {
        #expect(Self.window("01:00", "01:00") == nil && Self.window("x", "06:00") == nil)
        #expect(LearningWindow(LearningChoice()) == nil)
    }

    /// A week, looked at every ten minutes: one update a night, after half an hour of quiet.
    @Test func aWeekHasSevenUpdates() throws {
        let window = try #require(Self.window("22:30", "06:00"))
        let begin = try Self.date(day: 2, 12)
        var learned: Date?
        var times: [Date] = []
        for step in 0..<7 * 144 {
            let now = begin.addingTimeInterval(Double(step) * 600)
            // Somebody asks until a quarter past eleven in the evening.
            let day = Self.calendar.startOfDay(for: now)
            let quiet = day.addingTimeInterval(23.25 * 3600)
            let asked =
                now < quiet
                ? (now.timeIntervalSince(day) < 7 * 3600 ? day.addingTimeInterval(-2700) : now) : quiet
            if window.isDue(at: now, in: Self.calendar, idle: 30, asked: asked, learned: learned) {
                learned = now
                times.append(now)
            }
        }
        #expect(times.count == 7)
        for time in times {
            let parts = Self.calendar.dateComponents([.hour, .minute], from: time)
            #expect(parts.hour == 23 && parts.minute == 50)
        }
    }

    /// A budget counts from when an update begins, however long the program has run.
    @Test func aBudgetIsTheUpdatesOwn() async throws {
        let home = try TemporaryHome()
        let bench = try ServerKit.bench(home, uptime: 1e6)
        _ = try await bench.remember(
            Array("The tower is painted orange. Its horn is loud.".utf8), named: "a.txt")
        let desk = LearningDesk(bench)
        try await desk.begin(within: 3600)
        await desk.wait()
        let status = try await desk.status()
        #expect(status.result == .ended && status.taught == 1, "\(status.problem ?? "")")
        withExtendedLifetime(home) {}
    }

    /// A desk whose clock stands in the window begins by itself, once.
    @Test func aDeskBeginsByItself() async throws {
        let home = try TemporaryHome()
        let bench = try ServerKit.bench(home)
        let clock = ServerKit.Clock()
        let desk = LearningDesk(bench, calendar: Self.calendar, now: { clock.now })
        #expect(try await desk.tick(asked: nil) == false)
        var choice = LearningChoice()
        let (hour, minute) = { parts in (parts.hour ?? 0, parts.minute ?? 0) }(
            Self.calendar.dateComponents([.hour, .minute], from: clock.now))
        choice.opens = "\(hour):\(minute)"
        choice.closes = "\((hour + 3) % 24):\(minute)"
        try await desk.choose(choice)
        #expect(try await desk.tick(asked: clock.now) == false)
        clock.advance(minutes: 31)
        #expect(try await desk.tick(asked: clock.now.addingTimeInterval(-31 * 60)))
        await desk.wait()
        let status = try await desk.status()
        #expect(status.result == .ended && status.taught == 0 && !status.isRunning)
        clock.advance(minutes: 10)
        #expect(try await desk.tick(asked: nil) == false)
        clock.advance(minutes: 24 * 60)
        #expect(try await desk.tick(asked: nil))
        await desk.wait()
        // Nothing is learned where that was turned off.
        choice.mode = .off
        try await desk.choose(choice)
        clock.advance(minutes: 24 * 60)
        #expect(try await desk.tick(asked: nil) == false)
        withExtendedLifetime(home) {}
    }
}
