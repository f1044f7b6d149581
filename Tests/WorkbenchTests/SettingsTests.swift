import Files
import ModelLibrary
import Testing
import TestKit
import Workbench

@Suite struct SettingsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func settings(_ environment: [String: String] = [:]) async throws -> Settings {
        try await Settings(home: SelkieHome(chosen: folder.path, environment: [:]), environment: environment)
    }

    @Test func withoutAFileNothingIsSet() async throws {
        #expect(try await settings() == Settings())
    }

    @Test(arguments: ["", "# threads: 4\n", "---\n\n", "threads:\nmodel: ''\n"])
    func aFileThatSetsNothingIsNone(_ text: String) async throws {
        _ = try folder.write(text, as: "selkie.yaml")
        #expect(try await settings() == Settings())
    }

    @Test func variablesGoBeforeTheFile() async throws {
        _ = try folder.write("model: little\nthreads: 3\nmemory: 2g\n", as: "selkie.yaml")
        let own = try await settings()
        #expect(own.model == "little" && own.threads == 3 && own.memory == 2 << 30)
        let mixed = try await settings(["SELKIE_THREADS": "5", "SELKIE_MODEL": "", "THREADS": "7"])
        #expect(mixed.threads == 5 && mixed.model == "little")
    }

    @Test(arguments: [
        ("threads: many", "threads", "'many' is no number from 1 to 256"),
        ("threads: 0", "threads", "'0' is no number from 1 to 256"),
        ("threads: [4]", "threads", "its value is no number from 1 to 256"),
        ("memory: lots", "memory", "'lots' is no amount such as 4g or 1500m"),
        ("model: little\nthread: 4\n", "thread", "is no setting"),
        ("- threads", "", "is no YAML of settings"),
        ("threads: [", "", "is no YAML of settings"),
    ])
    func whatCannotBeMeantIsRefused(_ text: String, _ place: String, _ problem: String) async throws {
        let path = try folder.write(text, as: "selkie.yaml")
        let error = await #expect(throws: Diagnosis.self) { try await settings() }
        #expect(error?.file == path && error?.place == place && error?.problem == problem)
        #expect(error?.code.category == .badData)
    }

    @Test func aVariableIsNamedAsItIsWritten() async throws {
        let error = await #expect(throws: Diagnosis.self) { try await settings(["SELKIE_MEMORY": "x"]) }
        #expect(error?.file == "the environment" && error?.place == "SELKIE_MEMORY")
    }
}
