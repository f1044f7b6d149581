import Console
import Synchronization
import Testing

struct ProgressTests {
    /// A display whose clock and paper the test holds.
    private final class Bench: Sendable {
        let now = Mutex(0.0)
        let written = Mutex("")

        func progress(_ terminal: Terminal, isQuiet: Bool = false) -> Progress {
            Progress(
                terminal: terminal, isQuiet: isQuiet,
                clock: { self.now.withLock { $0 } },
                write: { text in self.written.withLock { $0 += text } })
        }

        func at(_ seconds: Double) { now.withLock { $0 = seconds } }

        var text: String {
            written.withLock { text in
                defer { text = "" }
                return text
            }
        }
    }

    private let bench = Bench()
    private let wide = Terminal(isInteractive: true, reportedWidth: 100, environment: [:])
    private let erase = "\r\u{1B}[2K"

    @Test func aTerminalSeesOneLineRewritten() {
        let progress = bench.progress(wide)
        progress.begin("Training", total: 400, unit: "rows")
        #expect(bench.text == erase + "[--------------------] Training: 0/400 rows, 0 %")
        bench.at(0.05)
        progress.update(to: 10)
        #expect(bench.text == "", "no more than ten pictures a second")
        bench.at(2)
        progress.advance(by: 90)
        let bar = "[#####---------------] Training: 100/400 rows, 25 %, 50 rows/s, about 6.0 s left"
        #expect(bench.text == erase + bar)
        progress.note("a word\nbetween")
        #expect(bench.text == erase + "a word between\n" + erase + bar)
        bench.at(10)
        progress.update(to: 400)
        progress.finish()
        #expect(bench.text.hasSuffix(erase + "Training: 400 rows in 10 s, 40 rows/s\n"))
        progress.update(to: 1)
        #expect(bench.text == "", "nothing is shown outside a phase")
    }

    @Test func aJobOfUnlikeStepsShowsItsShare() {
        let progress = bench.progress(wide)
        progress.begin("Learning")
        _ = bench.text
        bench.at(30)
        progress.update(share: 0.25, left: 93, detail: "training, context 1 of 4")
        #expect(
            bench.text == erase
                + "[#####---------------] Learning: 25 %, about 1 min 33 s left, training, context 1 of 4")
        bench.at(60)
        progress.update(share: 1, left: nil)
        #expect(bench.text == erase + "[####################] Learning: 99 %")
        progress.finish()
        #expect(bench.text == erase + "Learning: 1 min 00 s\n")
    }

    @Test func theDisplayMakesRoom() {
        let progress = bench.progress(wide)
        progress.begin("Reading", total: 2)
        _ = bench.text
        progress.interrupted { bench.written.withLock { $0 += "A table.\n" } }
        #expect(bench.text == erase + "A table.\n" + erase + "[--------------------] Reading: 0/2 steps, 0 %")
    }

    @Test func whatWasDoneBeforeSaysNothingAboutTheSpeed() {
        let progress = bench.progress(wide)
        progress.begin("Round 0", total: 50, unit: "tasks")
        bench.at(1)
        progress.update(to: 30, known: 30, detail: "writing")
        #expect(bench.text.hasSuffix("[############--------] Round 0: 30/50 tasks, 60 %, writing"))
        bench.at(100)
        progress.update(to: 40, known: 30)
        #expect(bench.text.hasSuffix("Round 0: 40/50 tasks, 80 %, 0.10 tasks/s, about 1 min 40 s left"))
    }

    @Test func theLastLineTellsWhatWasDoneThisTime() {
        let progress = bench.progress(.plain)
        progress.begin("Round 0", total: 3, unit: "tasks")
        progress.update(to: 1, known: 1)
        bench.at(4)
        progress.update(to: 3, known: 1)
        progress.begin("Round 1", total: 1, unit: "tasks")
        bench.at(8)
        progress.update(to: 1)
        progress.finish()
        #expect(
            bench.text
                == "Round 0: 2 of 3 tasks in 4.0 s, 0.50 tasks/s\nRound 1: 1 task in 4.0 s, 0.25 tasks/s\n")
    }

    @Test func aLogSeesFewLines() {
        let progress = bench.progress(.plain)
        progress.begin("Reading", unit: "pages")
        for second in 1...600 {
            bench.at(Double(second))
            progress.update(to: second)
        }
        let lines = bench.text.split(separator: "\n")
        #expect(lines.first == "Reading: 5 pages, 1.0 pages/s")
        #expect(lines.count == 12)
        progress.finish()
        #expect(bench.text == "Reading: 600 pages in 10 min 00 s, 1.0 pages/s\n")
    }

    @Test func quietIsSilent() {
        let progress = bench.progress(wide, isQuiet: true)
        progress.begin("Training", total: 2)
        progress.note("word")
        progress.finish()
        #expect(bench.text == "")
    }

    @Test func theLineNeverWraps() {
        let narrow = Terminal(isInteractive: true, reportedWidth: 20, environment: [:])
        bench.progress(narrow).begin("A long name of a phase", total: 1000)
        #expect(bench.text == erase + "A long name of a p…")
    }

    @Test func aDumbTerminalGetsPlainLines() {
        let dumb = Terminal(isInteractive: true, reportedWidth: 80, environment: ["TERM": "dumb"])
        let progress = bench.progress(dumb)
        progress.begin("Reading", total: 2)
        bench.at(6)
        progress.advance()
        progress.abandon()
        #expect(bench.text == "Reading: 1/2 steps, 50 %, 0.17 steps/s, about 6.0 s left\n")
    }

    @Test func aNewPhaseEndsTheLast() {
        let progress = bench.progress(.plain)
        progress.begin("One", total: 1)
        progress.begin("Two", total: 1)
        #expect(bench.text == "One: 0 steps in 0.0 s\n")
    }

    @Test func aPhaseThatCountsNothingTellsItsTime() {
        let progress = bench.progress(.plain)
        progress.begin("Loading")
        bench.at(6)
        progress.update(to: 0)
        bench.at(7)
        progress.finish()
        #expect(bench.text == "Loading: 6.0 s\nLoading: 7.0 s\n")
    }

    @Test func manyThreadsReportAtOnce() async {
        let progress = bench.progress(.plain)
        progress.begin("Work", total: 1000, unit: "items")
        await withTaskGroup { group in
            for _ in 0..<10 {
                group.addTask { for _ in 0..<100 { progress.advance() } }
            }
        }
        bench.at(1)
        progress.finish()
        #expect(bench.text == "Work: 1,000 items in 1.0 s, 1,000 items/s\n")
    }
}
