import Console
import Synchronization
import Testing

struct ActiveClockTests {
    private final class Source: Sendable {
        let now = Mutex(0.0)
        func at(_ seconds: Double) { now.withLock { $0 = seconds } }
    }

    private let source = Source()

    private func clock() -> ActiveClock {
        ActiveClock { [source] in source.now.withLock { $0 } }
    }

    @Test func timeThatIsWatchedCounts() {
        let clock = clock()
        for tick in 1...20 {
            source.at(Double(tick) / 2)
            _ = clock.seconds
        }
        #expect(clock.seconds == 10)
    }

    @Test func timeInWhichNothingRanDoesNotCount() {
        let clock = clock()
        source.at(1)
        #expect(clock.seconds == 1)
        // Stopped, or asleep, for an hour.
        source.at(3601)
        #expect(clock.seconds == 1)
        source.at(3602)
        #expect(clock.seconds == 2)
    }

    @Test func aClockThatIsSetBackStandsStill() {
        let clock = clock()
        source.at(1)
        #expect(clock.seconds == 1)
        source.at(-5)
        #expect(clock.seconds == 1)
        source.at(-4)
        #expect(clock.seconds == 2)
    }

    @Test func aStoppedProgramLosesNoTimeInItsDisplay() {
        let written = Mutex("")
        let clock = clock()
        let progress = Progress(
            terminal: Terminal(isInteractive: true, reportedWidth: 100, environment: [:]),
            clock: { clock.seconds }, write: { text in written.withLock { $0 = text } })
        progress.begin("Training", total: 100, unit: "rows")
        source.at(1)
        progress.update(to: 10)
        source.at(86401)
        progress.update(to: 10)
        source.at(86402)
        progress.update(to: 20)
        #expect(written.withLock { $0.hasSuffix("20/100 rows, 20 %, 10 rows/s, about 8.0 s left") })
    }
}
