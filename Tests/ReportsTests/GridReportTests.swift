import Foundation
import LanguageModel
import Reports
import SelfAdaptation
import Testing

/// Tasks of grids on pages: drawn, and called what they are.
@Suite struct GridReportTests {
    private static func grid(_ rows: [[Int]]) throws -> Grid { try #require(Grid(rows)) }

    private static func task() throws -> GridTask {
        let pair = GridPair(input: try grid([[1, 2]]), output: try grid([[2, 1]]))
        return GridTask(name: "swap & <co>", demonstrations: [pair, pair], tests: [pair])
    }

    private static func report() throws -> OuterLoopReport {
        var report = SampleReport.report(rounds: 1, passages: 1)
        report.items = [try task().summary]
        let answers = [Exam.Answer(text: "21\n", isCorrect: true)]
        for index in 0..<3 {
            report.rounds[0].items[0]?.candidates[index].judgements[0].answers = answers
            report.rounds[0].items[0]?.candidates[index].directives = Self.directives
        }
        return report
    }

    private static var directives: TrainingDirectives {
        var directives = TrainingDirectives()
        directives.augmentations = [.basic, .size]
        directives.loss = .outputs
        return directives
    }

    @Test func aRunOverTasksDrawsThem() throws {
        var run = SampleReport.run
        run.domain = FewShotSettings().descriptor
        let page = try SampleReport.page(Self.report(), run)
        #expect(page.source.contains("Tasks solved by round"))
        #expect(page.elements("h2").map(\.text).contains("Tasks"))
        #expect(!page.source.contains("passages again") && !page.source.contains("0 of its passages"))
        // Two demonstrations and a test with two cells in each of two grids, in two widths; two answers.
        let cells = page.elements("rect").filter { $0.attributes["class"]?.hasPrefix("cell ") ?? false }
        #expect(cells.count == 2 * 12 + 2 * 6)
        #expect(page.source.contains("basic + size") && page.source.contains("tokens of examples, at most"))
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
    }

    @Test func aPageOfTasksHasTheirAnswers() throws {
        let task = try Self.task()
        let answers = [
            GridChart.Answers("search", [Exam.Answer(text: "21\n", isCorrect: true)]),
            GridChart.Answers("base", [Exam.Answer(text: "what?", isCorrect: false)], share: 0),
            GridChart.Answers("policy", [Exam.Answer(text: "21\n", isCorrect: true)], share: 0.6),
        ]
        let page = GridPage(title: "mine", tasks: [task], answers: [answers])
        let read = try ReadPage(page.html())
        #expect(read.elements("h2").map(\.text) == ["swap & <co>"])
        for words in ["search: right", "base: wrong", "no grid", "policy: right in 60 %"] {
            #expect(read.source.contains(words))
        }
        #expect(page.picture().hasPrefix("<svg xmlns="))
    }
}
