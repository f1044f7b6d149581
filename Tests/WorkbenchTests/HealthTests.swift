import Files
import ModelLibrary
import Testing
import TestKit
import Workbench

/// What the program finds of its machine, and of what it keeps.
@Suite struct HealthTests {
    private let test: TestBench

    init() throws { test = try TestBench() }

    @Test func settingsThatCannotBeMeantAreAFinding() throws {
        let error = Diagnosis(file: "selkie.yaml", place: "threads", problem: "wrong", remedy: "mend it")
        let checks = try test.bench.checks(ModelChoice(), settings: error)
        let settings = try #require(checks.first { $0.name == "settings" })
        #expect(settings.state == .fail && settings.finding == "selkie.yaml: threads: wrong")
        #expect(settings.remedy == "mend it")
        #expect(checks.contains { $0.name == "speed" } && checks.contains { $0.name == "home folder" })
    }

    @Test func theModelThatIsSetIsTheDefault() throws {
        var settings = Settings()
        settings.model = "qwen2.5-coder:0.5b"
        let bench = Workbench(
            home: SelkieHome(chosen: test.home.path("home"), environment: [:]), settings: settings,
            environment: [:], clock: test.bench.clock)
        #expect(bench.listModels().filter(\.default).map(\.name) == ["qwen2.5-coder:0.5b"])
    }

    @Test func aModelThatIsNotThereIsToldWithItsOwnRemedy() throws {
        var settings = Settings()
        settings.model = "gemma3:270m"
        let bench = Workbench(
            home: SelkieHome(chosen: test.home.path("home"), environment: [:]), settings: settings,
            environment: [:], clock: test.bench.clock)
        let model = try #require(try bench.checks(ModelChoice()).first { $0.name == "model" })
        #expect(model.finding == "gemma3:270m: the model that is set: not installed")
        #expect(model.remedy == "pull it" && model.step == .pull("gemma3:270m"))
    }

    @Test func adaptersAreRemovedAllOrNone() throws {
        #expect(try test.bench.listAdapters().isEmpty)
        #expect(throws: Diagnosis.self) {
            try test.bench.removeAdapters(["nothing"]) { _ in true }
        }
    }
}
