import Foundation
import LanguageModel
import Reports
import SelfAdaptation
import Testing

/// Reports that are empty, unfinished, failed, huge or hostile.
@Suite struct OddReportTests {
    @Test func anEmptyRunHasAPage() throws {
        let report = OuterLoopReport(
            settings: OuterLoopSettings(), items: SampleReport.summaries(3), rounds: [])
        let page = try SampleReport.page(report)
        #expect(page.text.contains("Nothing has been scored yet: 3 passages wait."))
        #expect(page.elements("svg").isEmpty)
        #expect(page.elements("details").count == 3)
        _ = try SampleReport.page(
            OuterLoopReport(settings: OuterLoopSettings(), items: [], rounds: []))
        _ = try ReadPage(ReportPage(SampleReport.run, report).scoreChart())
    }

    @Test func aRoundThatIsStillGoingOnIsShownAsFarAsItHasCome() throws {
        var report = SampleReport.report()
        report.rounds[1].items[1] = nil
        report.rounds[1].items[3] = nil
        report.rounds[1].selection = nil
        report.rounds[1].policy = nil
        let page = try SampleReport.page(report)
        #expect(page.cells(caption: "Questions answered, %")[6] == "2 of 4")
        #expect(page.text.contains("The figures of round 1 are those of 2 of its 4 passages"))
        #expect(page.cells(caption: "Selected self-edits").suffix(5) == ["n/a", "n/a", "n/a", "n/a", "0"])
        #expect(page.cells(caption: "The policy's training").count == 6)
        // Passage 2 was scored in round 0 alone.
        #expect(page.elements("details")[1].text.contains("10\u{A0}% → 43\u{A0}%"))
    }

    @Test func failedSelfEditsCountAsNothingAndSayWhy() throws {
        var report = SampleReport.report(rounds: 1, passages: 2)
        for index in 0..<2 {
            report.rounds[0].items[index]?.candidates = [
                SampleReport.candidate([0.5]),
                ScoredCandidate(completions: [], tokens: 0, failure: "loss is <infinite>"),
            ]
        }
        let page = try SampleReport.page(report)
        #expect(page.text.contains("Nothing could be made of 2 of them"))
        #expect(page.text.contains("It failed: loss is <infinite>"))
        #expect(page.cells(caption: "Selected self-edits").last == "2")
        #expect(page.cells(caption: "Questions answered, of").prefix(2) == ["10.0\u{A0}%", "25.0\u{A0}%"])
    }

    @Test func notANumberNeverAppears() throws {
        var report = SampleReport.report(rounds: 3)
        report.rounds[0].items[0]?.candidates = []
        report.rounds[1].items[1]?.before.accuracy = .nan
        report.rounds[1].items[2]?.candidates[0].judgements[0].accuracy = .infinity
        report.rounds[1].policy?.lastLoss = .nan
        report.rounds[1].policy?.seconds = .infinity
        for index in 0..<4 { report.rounds[2].items[index]?.candidates = [] }
        for reward in Reward.allCases {
            report.settings.reward = reward
            let page = try SampleReport.page(report)
            let words = page.source.lowercased()
            #expect(words.range(of: "\\bnan\\b|\\binf\\b|infinity", options: .regularExpression) == nil)
        }
    }

    @Test(arguments: [(20, 3), (1, 1), (2, 300)])
    func anyNumberOfRoundsAndPassagesFits(rounds: Int, passages: Int) throws {
        let page = try SampleReport.page(SampleReport.report(rounds: rounds, passages: passages))
        #expect(page.cells(caption: "Questions answered, %").count == 6 * rounds)
        #expect(page.elements("details").count == passages)
    }

    @Test func hostileTextIsShownAndDoesNothing() throws {
        let text = SampleReport.hostile
        var report = SampleReport.report(rounds: 1, passages: 2)
        report.items[0].title = text
        report.items[0].text = text
        report.rounds[0].items[0]?.candidates[0].completions = [text, "{{name}} {{{style}}} \(text)"]
        report.rounds[0].items[0]?.candidates[1].failure = text
        report.rounds[0].items[0]?.candidates[1].judgements = []
        report.rounds[0].items[0]?.candidates[2].judgements[0].accuracy = 0.1
        report.rounds[0].items[0]?.candidates[0].judgements[0].accuracy = 0.9
        var run = SampleReport.run
        (run.name, run.student, run.teacher) = (text, text, text)
        let page = try SampleReport.page(report, run)
        let plain = try SampleReport.page(SampleReport.report(rounds: 1, passages: 2))
        // The same elements as ever, but for the teacher and the second completion.
        #expect(page.elements("script").isEmpty)
        #expect(Set(page.elements.map(\.name)) == Set(plain.elements.map(\.name)))
        let shown = "<script>alert(\"it's\")</script> & [2J\"\u{301}<\u{338}&\u{301}"
        #expect(page.elements("h1").first?.text == shown)
        #expect(page.elements("details").first?.text.contains("{{name}} {{{style}}} \(shown)") == true)
        for element in page.elements {
            #expect(element.attributes.keys.allSatisfy { !$0.hasPrefix("on") })
        }
        let controls = page.source.unicodeScalars.filter {
            ($0.value < 0x20 && $0 != "\n") || $0.value == 0x202E
        }
        #expect(controls.isEmpty)
    }
}
