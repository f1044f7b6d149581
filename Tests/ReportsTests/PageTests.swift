import Foundation
import LanguageModel
import Reports
import SelfAdaptation
import Testing

/// The page of a run: whole, safe, and with the report's own numbers.
@Suite struct PageTests {
    @Test func thePageIsWellFormedAndFetchesNothing() throws {
        let page = try SampleReport.page(SampleReport.report(repeats: 2))
        #expect(page.source.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(page.source.range(of: "https?://|url\\(|@import", options: .regularExpression) == nil)
        for element in page.elements {
            #expect(element.attributes["src"] == nil && element.attributes["srcset"] == nil)
            #expect(element.attributes["href"]?.hasPrefix("#") ?? true)
            #expect(!["script", "link", "img", "iframe", "object"].contains(element.name))
        }
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for link in page.elements("a") {
            #expect(ids.contains(String(try #require(link.attributes["href"]).dropFirst())))
        }
    }

    @Test func headingsAreThoseOfTheContents() throws {
        let page = try SampleReport.page(SampleReport.report(repeats: 2))
        #expect(page.elements("h1").map(\.text) == ["train-tower"])
        #expect(
            page.elements("h2").map(\.text) == [
                "Score by round", "Rewards", "What was learned from", "What a reward is worth",
                "Time and tokens", "Passages", "Settings",
            ])
        #expect(page.elements("a").map(\.text) == page.elements("h2").map(\.text))
    }

    @Test func chartsSayWhatTheyShow() throws {
        let page = try SampleReport.page(SampleReport.report())
        let charts = page.elements("svg")
        // Score, rewards and time in two widths each; passages of two rounds.
        #expect(charts.count == 8)
        let names = Dictionary(
            page.elements.compactMap { element in element.attributes["id"].map { ($0, element.text) } },
            uniquingKeysWith: { first, _ in first })
        for chart in charts {
            #expect(chart.attributes["role"] == "img")
            let labels = try #require(chart.attributes["aria-labelledby"]).split(separator: " ")
            #expect(labels.count == 2)
            for label in labels { #expect(names[String(label)]?.isEmpty == false) }
        }
        #expect(
            names["score-chart-desc"]?.hasPrefix("round 0: mean 44.2\u{A0}%\u{A0}[") == true,
            "\(names["score-chart-desc"] ?? "")")
    }

    @Test func numbersAreThoseOfTheReport() throws {
        let report = SampleReport.report()
        let page = try SampleReport.page(report)
        let interval = try #require(
            EvaluationResult(name: "", scores: report.rounds[1].means, cost: StageCost()).mean())
        let text = [interval.value, interval.low, interval.high].map { String(format: "%.1f", $0 * 100) }
        let scores = page.cells(caption: "Questions answered, %")
        #expect(scores.count == 12)
        #expect(scores[6] == "4" && scores[7] == "10.0\u{A0}%")
        #expect(scores[8] == "\(text[0])\u{A0}%\u{A0}[\(text[1]),\u{A0}\(text[2])]")
        #expect(scores[5] == "–" && scores[11].hasPrefix("+1.7\u{A0}["))
        #expect(page.cells(caption: "Selected self-edits").prefix(5) == ["4", "1", "0", "0", "0"])
        #expect(
            page.cells(caption: "The policy's training").prefix(6)
                == ["4", "7", "2.500", "1.250", "4,321", "17 s"])
        #expect(
            page.cells(caption: "Time by stage").prefix(5)
                == ["2 min 00 s", "4 min 04 s", "36 s", "17 s", "6 min 57 s"])
        #expect(page.cells(caption: "Tokens").prefix(3) == ["4,936", "227,156", "4,321"])
        let passage = page.cells(caption: "Questions answered, of 1 question")
        #expect(passage.prefix(3) == ["10.0\u{A0}%", "41.7\u{A0}%", "50.0\u{A0}%"])
        #expect(passage[3] == "25.0\u{A0}%, 50.0\u{A0}%, 50.0\u{A0}%")
    }

    @Test func theSummarySaysWhetherTheDifferenceIsMoreThanChance() throws {
        let text = try SampleReport.page(SampleReport.report()).text
        #expect(text.contains(" in round 1; without an update 10.0\u{A0}%."))
        #expect(text.contains("a difference that chance alone hardly makes."))
        var report = SampleReport.report()
        report.rounds[1].items = report.rounds[0].items
        #expect(try SampleReport.page(report).text.contains("which chance alone could make."))
    }

    @Test func bestAndWorstStandSideBySide() throws {
        var report = SampleReport.report(rounds: 2, passages: 1)
        let texts = ["middling", "the very best", "the very worst"]
        report.rounds[1].items[0]?.candidates = zip(texts, [0.5, 0.9, 0.1]).map {
            SampleReport.candidate([$1], text: $0)
        }
        let page = try SampleReport.page(report)
        let details = page.elements("details")
        #expect(details.count == 1)
        #expect(page.elements("h3").map(\.text) == ["Best self-edit", "Worst self-edit"])
        let text = try #require(details.first).text
        #expect(text.contains("the very best") && text.contains("the very worst"))
        #expect(!text.contains("middling"))
        #expect(text.contains("Round 1, self-edit 2, 5 tokens"))
        #expect(text.contains("Reward: accuracy 90.0\u{A0}%"))
    }

    @Test func directivesAreCountedByRound() throws {
        var report = SampleReport.report(rounds: 2, passages: 2)
        #expect(try !SampleReport.page(report).text.contains("Directives"))
        var directives = TrainingDirectives()
        directives.learningRate = 5e-4
        directives.layers = .upper
        report.rounds[1].items[0]?.candidates[0].directives = directives
        report.rounds[1].items[1]?.candidates[0].directives = directives
        let page = try SampleReport.page(report)
        #expect(page.elements("h2").map(\.text).contains("Directives"))
        #expect(
            page.cells(caption: "Learning rate") == [
                "0 (0\u{A0}%)", "6 (100\u{A0}%)", "2 (33\u{A0}%)", "4 (67\u{A0}%)", "25.0\u{A0}%",
                "47.0\u{A0}%",
            ])
        #expect(page.cells(caption: "Layers").count == 6)
        #expect(page.cells(caption: "Epochs").isEmpty)
    }

    @Test func everySettingIsThere() throws {
        func leaves(_ value: Any) -> Int {
            let mirror = Mirror(reflecting: value)
            guard mirror.displayStyle == .struct, !(value is Range<Int>) else { return 1 }
            return mirror.children.map { leaves($0.value) }.reduce(0, +)
        }
        let page = try SampleReport.page(SampleReport.report())
        let settings = OuterLoopSettings()
        let sampling = leaves(settings.sampling)
        let policy = leaves(settings.policy)
        #expect(page.cells(caption: "Sampling of self-edits").count == sampling)
        #expect(page.cells(caption: "Policy").count == policy)
        #expect(page.cells(caption: "Outer loop").count == leaves(settings) - sampling - policy)
        #expect(page.cells(caption: "Passages and inner loop").count == leaves(KnowledgeSettings()))
    }

    @Test func theChartIsAFileOfItsOwn() throws {
        let svg = ReportPage(SampleReport.run, SampleReport.report()).scoreChart()
        let read = try ReadPage(svg)
        #expect(read.elements.first?.attributes["xmlns"] == "http://www.w3.org/2000/svg")
        #expect(read.elements.first?.attributes["width"] == "832")
        #expect(read.elements("title").first?.text == "Questions answered by round")
    }
}
