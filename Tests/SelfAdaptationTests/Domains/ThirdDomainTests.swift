import Foundation
import LanguageModel
import Reports
import SelfAdaptation
import Testing

/// A new kind of task is one type with its descriptor.
@Suite struct ThirdDomainTests {
    private static let items = ["lamp", "stone"].map(ReversalDomain.Item.init)

    @Test func itIsLearnedAndReportedInItsOwnWords() async throws {
        let tiny = try TinyEngine()
        let domain = ReversalDomain(model: tiny.engine.model)
        var settings = OuterLoopTests.settings()
        settings.reward = .gain
        let (report, _) = try await OuterLoop(
            domain: domain, student: tiny.engine, teacher: .policy(tiny.engine), settings: settings
        ).run(Self.items)
        #expect(report.items.map(\.title) == ["lamp", "stone"])
        #expect(report.rounds[0].items.compactMap { $0?.candidates.count } == [3, 3])
        let page = ReportPage(
            RunDescription(
                name: "reversal", begun: Date(timeIntervalSince1970: 1_800_000_000), isFinished: true,
                student: "tiny", domain: domain.descriptor), report)
        let source = try page.html()
        for words in [
            "Words turned round by round", "Words and inner loop", "direction", "of 1 reversal", "backwards",
        ] {
            #expect(source.contains(words), "\(words)")
        }
        #expect(!source.contains("passage's exam") && !source.contains("its passages"))
    }

    @Test(arguments: [false, true])
    func itIsCompared(isJoint: Bool) async throws {
        let tiny = try TinyEngine()
        let domain = ReversalDomain(model: tiny.engine.model)
        let words = domain.descriptor
        var settings = EvaluationSettings()
        settings.isJoint = isJoint
        let results = try await Evaluation(
            domain: domain, student: tiny.engine,
            rows: [
                EvaluationArm(words.noUpdate, .none), EvaluationArm(words.material, .material),
                EvaluationArm(words.inView, .inView),
            ], settings: settings
        ).run(Self.items)
        #expect(results.map(\.name) == ["no update", "word alone", "word in view"])
        #expect(results.allSatisfy { $0.scores.count == 2 } && results[1].cost.trainedRows > 0)
    }
}
