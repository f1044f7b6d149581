import Files
import Foundation
import ModelLibrary
import Synchronization
import Testing
import TestServer

/// Models of the hub, from a server that answers as the hub does.
struct HubPullTests {
    private let temporary: TemporaryHome
    private let commit = String(repeating: "c", count: 40)
    private let gguf = Array("GGUF and so on, and on".utf8)

    init() throws { temporary = try TemporaryHome() }

    private var files: HubRepository {
        HubRepository(
            "org/m", commit: commit,
            files: [
                "README.md": [1], "m.Q4_K_M.gguf": gguf, "deep/m.Q8_0.gguf": gguf + [8], "mmproj-m.gguf": [2],
            ])
    }

    private var plain: HubRepository {
        HubRepository(
            "org/m", commit: commit,
            files: [
                "config.json": Array("{}".utf8), "tokenizer.json": [1, 2], "tokenizer_config.json": [],
                "model.safetensors.index.json": [3], "model-00001-of-00002.safetensors": [4, 5],
                "model-00002-of-00002.safetensors": [6], "pytorch_model.bin": [7],
                "consolidated.safetensors": [8],
                "training_args.bin": [9],
            ])
    }

    private func puller(_ server: HubServer, _ more: [String: String] = [:], free: Int? = nil) -> HubPull {
        HubPull(
            home: temporary.home, environment: environment(server).merging(more) { $1 },
            room: DiskRoom { _ in free })
    }

    /// Beside tests that compute, the server may have to wait for a long time until it runs.
    private func environment(_ server: HubServer) -> [String: String] {
        [
            "HOME": temporary.root + "/user", "HF_ENDPOINT": server.url + "/", "HF_TOKEN": " hf_secret\n",
            "HF_HUB_DOWNLOAD_TIMEOUT": "3600",
        ]
    }

    private func pull(
        _ name: String, _ server: HubServer, _ more: [String: String] = [:]
    ) async throws -> HubPull.Result {
        try await puller(server, more).pull(try #require(try HubReference(name)))
    }

    private func refusal(_ name: String, _ server: HubServer, _ more: [String: String] = [:]) async throws
        -> Diagnosis
    {
        try #require(
            await #expect(throws: Diagnosis.self) { try await pull(name, server, more) })
    }

    private func resolve(_ name: String) throws -> ModelResolver.Model {
        try ModelResolver(home: temporary.home, environment: [:]).resolve(name)
    }

    private func contents(_ path: String) -> [UInt8] {
        Array(FileManager.default.contents(atPath: path) ?? Data())
    }

    /// What is below the home folder's part for the hub, without the folders.
    private var kept: [String] {
        let folder = temporary.home.models + "/hub/models--org--m"
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { !isFolder(folder + "/" + $0) }.sorted()
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    @Test func theUsualFileIsChosenAndFoundByItsNames() async throws {
        try await HubServer.run(files) { server in
            let result = try await pull("hf:org/m", server)
            #expect(result.name == "hf:org/m:m.Q4_K_M.gguf" && result.outcome == .fetched)
            #expect(contents(result.path) == gguf)
            for name in ["hf:org/m", result.name, "hf:org/m:q4_k_m", "hf:org/m@main"] {
                #expect(contents(try resolve(name).path) == gguf)
            }
            #expect(
                FoundModels(home: temporary.home, environment: [:]).all().models.map(\.name) == [result.name])
            #expect(kept.count == 3 && kept.contains("refs/main"))
            let calls = server.calls.count
            #expect(try await pull("hf:org/m", server).outcome == .alreadyThere)
            // Only the list was asked for.
            #expect(server.calls.count == calls + 1)
        }
    }

    @Test func theTokenGoesToTheHubAndNowhereElse() async throws {
        try await HubServer.run(files) { server in
            _ = try await pull("hf:org/m", server)
            #expect(server.calls.map(\.isElsewhere) == [false, false, true])
            #expect(server.calls.map(\.authorization) == ["Bearer hf_secret", "Bearer hf_secret", nil])
        }
    }

    @Test func theStoredTokenIsTaken() async throws {
        try temporary.write("user/.cache/huggingface/token", Array("hf_stored\n".utf8))
        try temporary.write("hfhome/token", Array("hf_other".utf8))
        try await HubServer.run(files) { server in
            _ = try await pull("hf:org/m", server, ["HF_TOKEN": ""])
            _ = try await pull("hf:org/m", server, ["HF_TOKEN": "", "HF_HOME": temporary.root + "/hfhome"])
            #expect(server.calls.first?.authorization == "Bearer hf_stored")
            #expect(server.calls.last?.authorization == "Bearer hf_other")
        }
    }

    @Test func aFileIsNamedInFullOrByItsQuantization() async throws {
        try await HubServer.run(files) { server in
            let result = try await pull("hf:org/m:q8_0@refs/pr/1", server)
            #expect(result.name == "hf:org/m:deep/m.Q8_0.gguf@refs/pr/1")
            #expect(server.calls[0].path == "/api/models/org/m/revision/refs%2Fpr%2F1?blobs=true")
            #expect(contents(result.path) == gguf + [8])
            #expect(contents(try resolve(result.name).path) == gguf + [8])
            #expect(
                try await pull("hf:org/m:deep/m.Q8_0.gguf@\(commit)", server).outcome == .alreadyThere)
            #expect(
                try await refusal("hf:org/m:Q2_K", server).description
                    == "hf:org/m:Q2_K: the repository has no such model; "
                    + "name one of: deep/m.Q8_0.gguf, m.Q4_K_M.gguf")
        }
    }

    @Test func whatIsAmbiguousIsListed() async throws {
        var repository = files
        repository.files["m.Q4_K_M.gguf"] = nil
        repository.files["m.Q5_0.gguf"] = gguf
        try await HubServer.run(repository) { server in
            let error = try await refusal("hf:org/m", server)
            #expect(
                error.description == "hf:org/m: 2 files could be meant; "
                    + "name one, as in hf:org/m:deep/m.Q8_0.gguf, of: deep/m.Q8_0.gguf, m.Q5_0.gguf")
        }
    }

    @Test func aModelInSafetensorsComesWithAllItNeeds() async throws {
        try await HubServer.run(plain) { server in
            let result = try await pull("hf:org/m", server)
            #expect(result.name == "hf:org/m")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: result.path).sorted() == [
                    "config.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
                    "model.safetensors.index.json", "tokenizer.json", "tokenizer_config.json",
                ])
            #expect(contents(result.path + "/tokenizer.json") == [1, 2])
            let found = try resolve("hf:org/m")
            #expect(found.kind == .huggingFace && found.path == result.path)
        }
    }

    @Test func aTransferGoesOnWhereItWasCutOff() async throws {
        let answered = Mutex(0)
        try await HubServer.run(
            files,
            fault: { call in
                guard call.isElsewhere else { return nil }
                let number = answered.withLock { number in
                    defer { number += 1 }
                    return number
                }
                // The second connection brings nothing, and that ends the pull.
                return number == 0 ? .cut(after: 5) : number == 1 ? .cut(after: 0) : nil
            }
        ) { server in
            #expect(try await refusal("hf:org/m", server).code == .unavailable)
            #expect(kept.count == 2 && kept.allSatisfy { $0.hasPrefix("blobs/") })
            let told = Mutex<[PullProgress]>([])
            let reference = try #require(try HubReference("hf:org/m"))
            let result = try await puller(server).pull(reference) { report in
                told.withLock { $0.append(report) }
            }
            #expect(result.outcome == .fetched && contents(result.path) == gguf)
            #expect(
                server.calls.filter(\.isElsewhere).map(\.range) == [nil, "bytes=5-", "bytes=5-"])
            let reports = told.withLock { $0 }
            #expect(reports.first == .planned(.init(total: gguf.count, known: 5, spare: 0)))
            #expect(reports.last == .reached(bytes: gguf.count))
        }
    }

    @Test func aServerWithoutRangesSendsAllAgain() async throws {
        let answered = Mutex(0)
        try await HubServer.run(
            files,
            fault: { call in
                guard call.isElsewhere else { return nil }
                return answered.withLock { number in
                    defer { number += 1 }
                    return number == 0 ? .cut(after: 5) : .ignoredRange
                }
            }
        ) { server in
            let result = try await pull("hf:org/m", server)
            #expect(contents(result.path) == gguf)
        }
    }

    @Test func aPullThatIsStoppedKeepsWhatCame() async throws {
        try await HubServer.run(
            files, fault: { $0.isElsewhere && $0.range == nil ? .stall(after: 7) : nil }
        ) { server in
            let (came, arrived) = AsyncStream.makeStream(of: Void.self)
            let puller = puller(server)
            let reference = try #require(try HubReference("hf:org/m"))
            let task = Task {
                try await puller.pull(reference) { if $0 == .reached(bytes: 7) { arrived.yield() } }
            }
            for await _ in came { break }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(contents(try await puller.pull(reference).path) == gguf)
            #expect(server.calls.filter(\.isElsewhere).map(\.range) == [nil, "bytes=7-"])
        }
    }

    @Test(arguments: ["m.Q4_K_M.gguf", "tokenizer.json"])
    func wrongBytesAreThrownAway(name: String) async throws {
        let isLarge = name.hasSuffix("gguf")
        try await HubServer.run(
            isLarge ? files : plain,
            fault: { call in call.path.contains(isLarge ? "signed" : name) ? .otherBytes : nil }
        ) { server in
            let error = try await refusal("hf:org/m", server)
            #expect(
                error.description == "hf:org/m: \(name): what was downloaded has the wrong "
                    + "\(isLarge ? "SHA-256" : "digest") and was thrown away; "
                    + "pull again; if it stays so, the hub or what stands before it serves another file")
            #expect(error.code == .damaged)
            #expect(
                !kept.contains { $0.contains("partial") || $0.contains("snapshots") || $0.contains("refs") })
        }
    }

    @Test func aDamagedFileIsFoundAndReplaced() async throws {
        try await HubServer.run(files) { server in
            let reference = try #require(try HubReference("hf:org/m"))
            let path = try await puller(server).pull(reference).path
            let blob = URL(filePath: path).resolvingSymlinksInPath()
            try Data(gguf.map { $0 ^ 1 }).write(to: blob)
            #expect(try await puller(server).pull(reference).outcome == .alreadyThere)
            #expect(try await puller(server).pull(reference, verify: true).outcome == .replacedDamaged)
            #expect(contents(path) == gguf)
        }
    }

    @Test func aDiskWithoutTheRoomIsToldBeforehand() async throws {
        try await HubServer.run(files) { server in
            let reference = try #require(try HubReference("hf:org/m"))
            let error = await #expect(throws: Diagnosis.self) {
                try await puller(server, free: gguf.count - 1).pull(reference)
            }
            #expect(error?.problem == "hf:org/m needs 1 MB of disk and 0 MB are free")
            #expect(try await puller(server, free: gguf.count).pull(reference).outcome == .fetched)
        }
    }

    @Test(arguments: [
        (401, "", true, "the hub does not take the token; check HF_TOKEN"),
        (
            401, "", false,
            "the hub has no such repository, or not for everybody; check the name; for a private"
        ),
        (
            401, "GatedRepo", false,
            "its licence has to be accepted first; accept it at URL/org/m and pull again with"
        ),
        (
            403, "GatedRepo", true,
            "its licence has to be accepted first; accept it at URL/org/m and pull again"
        ),
        (403, "", true, "access is forbidden; see URL/org/m"),
        (
            404, "RepoNotFound", true,
            "the hub has no such repository, or not for everybody; check the name, and"
        ),
        (404, "RevisionNotFound", true, "the repository has no revision main; see URL/org/m/tree/main"),
        (404, "EntryNotFound", true, "the repository has no such file; see URL/org/m/tree/main"),
        (429, "", true, "the hub has been asked too often; pull again after 17 seconds"),
        (503, "", true, "the hub answers with status 503; pull again later"),
    ])
    func refusalsAreSaidInWords(status: Int, code: String, hasToken: Bool, words: String) async throws {
        for isFile in [false, true] {
            try await HubServer.run(
                files,
                fault: { call in
                    guard call.path.contains("/resolve/") == isFile else { return nil }
                    let more = status == 429 ? ["Retry-After": "17"] : [:]
                    return .status(status, more.merging(code.isEmpty ? [:] : ["X-Error-Code": code]) { $1 })
                }
            ) { server in
                let error = try await refusal("hf:org/m", server, hasToken ? [:] : ["HF_TOKEN": ""])
                let wanted = "hf:org/m: " + words.replacingOccurrences(of: "URL", with: server.url)
                #expect(error.description.hasPrefix(wanted), "\(error)")
                #expect(!error.description.contains("secret"))
            }
        }
    }

    @Test func whereNobodyListensIsTold() async throws {
        // Nobody may listen at port 1 without being the system's administrator.
        let nobody = ["HF_ENDPOINT": "http://127.0.0.1:1"]
        try await HubServer.run(files) { server in
            let error = try await refusal("hf:org/m", server, nobody)
            #expect(error.code == .unavailable)
            #expect(error.description.contains("nobody accepts a connection there"))
            let offline = try await refusal("hf:org/m", server, ["HF_HUB_OFFLINE": "1"])
            #expect(offline.problem.contains("HF_HUB_OFFLINE") && server.calls.isEmpty)
        }
    }

    @Test func aFileDeepInTheRepositoryIsFoundAgainAndOneTooDeepIsNotFetched() async throws {
        let deep = "a/b/c/d/e/m.Q4_0.gguf"
        let tooDeep = String(repeating: "a/", count: 17) + "m.Q8_0.gguf"
        let repository = HubRepository("org/m", commit: commit, files: [deep: gguf, tooDeep: gguf + [8]])
        try await HubServer.run(repository) { server in
            let result = try await pull("hf:org/m", server)
            #expect(result.name == "hf:org/m:\(deep)")
            #expect(contents(try resolve(result.name).path) == gguf)
            let error = try await refusal("hf:org/m:Q8_0", server)
            #expect(error.code == .unknownModel)
        }
    }

    @Test func partsThatAreListedAndMissingAreNoModel() async throws {
        var repository = plain
        repository.files["model-00002-of-00002.safetensors"] = nil
        try await HubServer.run(repository) { server in
            let error = try await refusal("hf:org/m", server)
            #expect(
                error.description
                    == "hf:org/m: the repository has neither a GGUF file nor safetensors with config.json; "
                    + "use another repository")
        }
    }

    @Test(arguments: ["m.Q4_K_M.gguf", "tokenizer.json"])
    func bytesThatAreTooFewAreNotGoneOnFrom(name: String) async throws {
        let isLarge = name.hasSuffix("gguf")
        let isFirst = Mutex(true)
        try await HubServer.run(
            isLarge ? files : plain,
            fault: { call in
                guard call.path.contains(isLarge ? "signed" : name) else { return nil }
                return isFirst.withLock { isFirst in
                    defer { isFirst = false }
                    return isFirst ? .onlyTheFirst(1) : nil
                }
            }
        ) { server in
            let error = try await refusal("hf:org/m", server)
            #expect(error.code == .damaged && error.problem.contains("the wrong size"), "\(error)")
            #expect(!kept.contains { $0.contains("partial") || $0.contains("checkpoint") })
            _ = try await pull("hf:org/m", server)
            let asked = server.calls.filter { $0.path.contains(isLarge ? "signed" : name) }
            #expect(asked.map(\.range) == [nil, nil])
        }
    }

    @Test func pathsThatLeadOutOfTheFolderAreNotFetched() async throws {
        var repository = files
        repository.files["../../../escape.Q4_K_M.gguf"] = gguf
        repository.files["m.Q4_K_M.gguf"] = nil
        try await HubServer.run(repository) { server in
            let result = try await pull("hf:org/m", server)
            #expect(result.name == "hf:org/m:deep/m.Q8_0.gguf")
            let error = try await refusal("hf:org/m:escape.Q4_K_M.gguf", server)
            #expect(error.code == .unknownModel)
        }
    }

    @Test func whatIsNoHubIsToldApart() async throws {
        var odd = files
        odd.commit = "main"
        try await HubServer.run(odd) { server in
            let error = try await refusal("hf:org/m", server)
            #expect(
                error.description
                    == server.url + ": it does not answer as the hub does; check HF_ENDPOINT")
        }
    }
}
