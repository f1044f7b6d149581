import Foundation
import ModelFormats
import Testing
import TestKit
import TestServer

/// `selkie pull` from a server that answers as the Hugging Face hub does, and the model's use afterwards.
struct PullTests {
    private let home: TemporaryHome
    private let commit = String(repeating: "c", count: 40)

    init() throws { home = try TemporaryHome() }

    @Test func aPulledModelIsListedAndUsed() async throws {
        try TinyModelFolder().write(to: home.path("tiny"))
        var files: [String: [UInt8]] = ["README.md": Array("# Tiny".utf8)]
        for name in try FileManager.default.contentsOfDirectory(atPath: home.path("tiny")) {
            files[name] = Array(try Data(contentsOf: URL(filePath: home.path("tiny/" + name))))
        }
        let repository = HubRepository("org/tiny", commit: commit, files: files)
        try await HubServer.run(repository) { server in
            let environment = [
                "HF_ENDPOINT": server.url, "HF_TOKEN": "hf_secret", "HF_HUB_DOWNLOAD_TIMEOUT": "3600",
            ]
            let pulled = try Program.run(
                ["pull", "hf:org/tiny", "--json"], environment: environment, home: home)
            #expect(pulled.status == 0, "\(pulled.errors)")
            let result = try #require(try pulled.objects().first)
            #expect(result["name"] as? String == "hf:org/tiny" && result["outcome"] as? String == "fetched")
            #expect(pulled.errors.contains("hf:org/tiny takes ") && !pulled.errors.contains("hf_secret"))
            let missing = try Program.run(
                ["pull", "hf:org/other"], environment: environment, home: home)
            #expect(missing.status == 66)
            #expect(missing.errors.contains("hf:org/other: the hub has no such repository"))
        }
        // From here on nobody is asked.
        let listed = try Program.run(["models"], home: home)
        #expect(listed.output.contains("hf:org/tiny") && listed.output.contains("found"))
        let used = try Program.run(
            ["tokenize", "--model", "hf:org/tiny"], input: "a".utf8, home: home)
        #expect(used.status == 0, "\(used.errors)")
    }

    /// In place of pip there is a module that says that it has begun and then waits for ever.
    ///
    /// Its end of the pipe is closed
    /// when it is gone, and only then does reading the other one come to its end.
    @Test(.timeLimit(.minutes(1))) func whatPullsEndsWithTheProgramThatIsKilled() throws {
        try FileManager.default.createDirectory(
            atPath: home.path("modules"), withIntermediateDirectories: false)
        let pip = """
            import os, threading
            with open(os.environ["BEGUN"], "w") as begun:
                begun.write("downloading")
                begun.flush()
                threading.Event().wait()
            """
        try home.write(pip.utf8, to: "modules/pip.py")
        let pipe = home.path("begun")
        #expect(mkfifo(pipe, 0o600) == 0)
        let environment = ["PYTHONPATH": home.path("modules"), "BEGUN": pipe]
        var reader: FileHandle?
        try Program.killed(["pull"], environment: environment, home: home) {
            let handle = try FileHandle(forReadingFrom: URL(filePath: pipe))
            #expect(try handle.read(upToCount: 11) == Data("downloading".utf8))
            reader = handle
        }
        #expect(try reader?.readToEnd() ?? Data() == Data())
    }

    @Test func anAddressThatIsNone() throws {
        for name in ["hf:org", "hf:org/m:../x"] {
            let result = try Program.run(
                ["pull", name], environment: ["HF_ENDPOINT": "http://127.0.0.1:1"], home: home)
            #expect(result.status == (name == "hf:org" ? 69 : 66), "\(result.errors)")
        }
    }
}
