import Files
import Foundation
import ModelLibrary
import Testing

/// Models that other programs keep, under the names that say where.
struct FoundModelsTests {
    private let temporary: TemporaryHome
    private let gguf = Array("GGUF".utf8)
    private let commit = String(repeating: "c", count: 40)
    private let digest = String(repeating: "ab", count: 32)

    init() throws { temporary = try TemporaryHome() }

    private var environment: [String: String] { ["HOME": temporary.root + "/user"] }

    private func all(_ more: [String: String] = [:]) -> (models: [FoundModel], remarks: [String]) {
        FoundModels(
            home: temporary.home, environment: environment.merging(more) { $1 }
        ).all()
    }

    private func resolve(_ name: String) throws -> ModelResolver.Model {
        try ModelResolver(home: temporary.home, environment: environment).resolve(name)
    }

    private func refusal(_ name: String) throws -> String {
        try #require(#expect(throws: Diagnosis.self) { try resolve(name) }).description
    }

    private func link(_ path: String, to target: String) throws {
        let url = URL(filePath: temporary.root).appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: url.path, withDestinationPath: target)
    }

    private static let hub = "user/.cache/huggingface/hub"

    /// A file of a snapshot: a link to a blob, as the hub's client makes it.
    private func cached(_ repository: String, _ file: String, _ bytes: [UInt8], commit: String? = nil) throws
    {
        let folder = "\(Self.hub)/models--" + repository.replacingOccurrences(of: "/", with: "--")
        let blob = "blob-" + file.replacingOccurrences(of: "/", with: "-")
        try temporary.write("\(folder)/blobs/\(blob)", bytes)
        let up = String(repeating: "../", count: 2 + file.split(separator: "/").count - 1)
        try link("\(folder)/snapshots/\(commit ?? self.commit)/\(file)", to: "\(up)blobs/\(blob)")
    }

    @Test func theHubsCacheHoldsFoldersAndFiles() throws {
        try cached("org/plain", "config.json", Array("{}".utf8))
        try cached("org/plain", "model.safetensors", [1, 2, 3])
        try cached("org/files", "a.Q4_K_M.gguf", gguf)
        try cached("org/files", "deep/a.Q8_0.gguf", gguf + [1])
        try cached("org/files", "README.md", [1])
        try cached("gpt2", "model.gguf", gguf)
        let found = all()
        #expect(
            found.models.map(\.name) == [
                "hf:gpt2:model.gguf", "hf:org/files:a.Q4_K_M.gguf", "hf:org/files:deep/a.Q8_0.gguf",
                "hf:org/plain",
            ])
        #expect(found.models.map(\.bytes) == [4, 4, 5, 5] && found.remarks.isEmpty)
        #expect(found.models.allSatisfy { $0.keeper == .hub })
        // Links are followed to the blob.
        #expect(found.models[1].path.hasSuffix("/models--org--files/blobs/blob-a.Q4_K_M.gguf"))
        for model in found.models { #expect(try resolve(model.name).path == model.path) }
        #expect(try resolve("hf:org/files").path == found.models[1].path)
        #expect(try resolve("hf:org/files:q8_0").path == found.models[2].path)
        #expect(try resolve("hf:org/plain").kind == .huggingFace)
    }

    @Test func revisionsAreToldApart() throws {
        let other = String(repeating: "d", count: 40)
        let third = String(repeating: "e", count: 40)
        for (name, bytes) in [(commit, 1), (other, 2), (third, 3)] {
            try temporary.write(
                "\(Self.hub)/models--org--m/snapshots/\(name)/m.gguf",
                gguf + Array(repeating: 0, count: bytes))
        }
        try temporary.write("\(Self.hub)/models--org--m/refs/main", Array("\(other)\n".utf8))
        try temporary.write("\(Self.hub)/models--org--m/refs/v1", Array(commit.utf8))
        let models = all().models
        #expect(
            models.map(\.name) == [
                "hf:org/m:m.gguf", "hf:org/m:m.gguf@v1", "hf:org/m:m.gguf@eeeeeeeeeeee",
            ])
        #expect(models.map(\.bytes) == [6, 5, 7])
        for model in models { #expect(try resolve(model.name).path == model.path) }
        #expect(try resolve("hf:org/m@\(third)").path == models[2].path)
    }

    @Test func aModelBesideItsGGUFHasANameOfItsOwn() throws {
        try cached("org/both", "config.json", Array("{}".utf8))
        try cached("org/both", "model.safetensors", [1])
        try cached("org/both", "both.gguf", gguf)
        #expect(all().models.map(\.name) == ["hf:org/both:both.gguf", "hf:org/both:config.json"])
        #expect(try resolve("hf:org/both:config.json").kind == .huggingFace)
        #expect(try resolve("hf:org/both").kind == .gguf)
    }

    /// Parts of a model: all that their names say there are, or it is none.
    @Test(arguments: [
        (["model.safetensors.index.json"], false),
        (["model.safetensors.index.json", "model-00001-of-00002.safetensors"], false),
        (
            [
                "model.safetensors.index.json", "model-00001-of-00002.safetensors",
                "model-00002-of-00002.safetensors",
            ], true
        ),
        (["model.safetensors.index.json", "model.safetensors"], true),
    ])
    func aListOfPartsWithoutTheseIsNoModel(files: [String], isModel: Bool) throws {
        let folder = "user/.lmstudio/models/maker/plain"
        for file in files + ["config.json"] { try temporary.write("\(folder)/\(file)", [1]) }
        #expect(all().models.map(\.name) == (isModel ? ["lmstudio:maker/plain"] : []))
    }

    @Test func filesDeepInARepositoryAreFound() throws {
        try cached("org/m", "a/b/c/d/e/deep.Q4_0.gguf", gguf)
        #expect(all().models.map(\.name) == ["hf:org/m:a/b/c/d/e/deep.Q4_0.gguf"])
        #expect(try resolve("hf:org/m:a/b/c/d/e/deep.Q4_0.gguf").kind == .gguf)
    }

    @Test func whatCouldBeSeveralIsNotChosen() throws {
        try cached("org/m", "a.Q4_0.gguf", gguf)
        try cached("org/m", "a.Q8_0.gguf", gguf)
        #expect(
            try refusal("hf:org/m") == "hf:org/m: 2 files could be meant; "
                + "name one, as in hf:org/m:a.Q4_0.gguf, of: a.Q4_0.gguf, a.Q8_0.gguf")
        #expect(
            try refusal("hf:org/other")
                == "hf:org/other: not on this machine; pull it")
        for name in [
            "hf:../x", "hf:org/m:../../../etc/passwd", "hf:org/m@../x", "hf:org/m@main/", "hf:a/b/c", "hf:",
        ] {
            #expect(try refusal(name).hasSuffix("; write hf:ORG/REPO[:FILE][@REVISION]"))
        }
    }

    @Test func placesAreThoseOfTheEnvironment() throws {
        let folder = "models--org--m/snapshots/\(commit)/m.gguf"
        try temporary.write("home1/hub/\(folder)", gguf)
        try temporary.write("cache1/\(folder)", gguf)
        try temporary.write("xdg/huggingface/hub/\(folder)", gguf)
        try temporary.write("user/mine/\(folder)", gguf)
        func isFound(_ place: String, _ variables: [String: String]) -> Bool {
            all(variables).models.first?.path.contains("/\(place)/models--") == true
        }
        let root = temporary.root
        #expect(isFound("home1/hub", ["HF_HOME": root + "/home1"]))
        #expect(isFound("cache1", ["HF_HOME": root + "/home1", "HF_HUB_CACHE": root + "/cache1"]))
        #expect(isFound("xdg/huggingface/hub", ["XDG_CACHE_HOME": root + "/xdg"]))
        #expect(isFound("user/mine", ["HF_HUB_CACHE": "~/mine"]))
        #expect(isFound("cache1", ["LLAMA_CACHE": root + "/cache1"]))
        #expect(all(["LLAMA_CACHE": root + "/cache1"]).models.first?.keeper == .llamaCpp)
        #expect(all().models.isEmpty)
    }

    @Test func linksThatLeadNowhereAreRemarkedOn() throws {
        try link("\(Self.hub)/models--org--m/snapshots/\(commit)/m.gguf", to: "../../blobs/gone")
        // A circle ends.
        try link("\(Self.hub)/models--org--m/snapshots/\(commit)/again", to: ".")
        let found = all()
        #expect(found.models.isEmpty)
        #expect(found.remarks.count == 1)
        #expect(found.remarks.first?.hasSuffix("/m.gguf: leads to no file; left out") == true)
    }

    private func manifest(_ path: String, _ text: String) throws {
        try temporary.write("user/.ollama/models/manifests/\(path)", Array(text.utf8))
    }

    private func layers(_ digest: String, size: Int = 4, type: String = "application/vnd.ollama.image.model")
        -> String
    {
        #"{"schemaVersion": 2, "layers": [{"mediaType": "application/vnd.ollama.image.license", "#
            + #""digest": "x"}, {"mediaType": "\#(type)", "digest": "\#(digest)", "size": \#(size)}]}"#
    }

    @Test func ollamasModelsHaveItsNames() throws {
        try temporary.write("user/.ollama/models/blobs/sha256-\(digest)", gguf)
        let right = layers("sha256:\(digest)")
        try manifest("registry.ollama.ai/library/qwen3/4b", right)
        try manifest("registry.ollama.ai/library/qwen3/latest", right)
        try manifest("registry.ollama.ai/someone/own/v1", right)
        try manifest("hf.co/org/repo/Q4_K_M", right)
        let found = all()
        #expect(
            found.models.map(\.name) == [
                "ollama:hf.co/org/repo:Q4_K_M", "ollama:qwen3:4b", "ollama:qwen3:latest",
                "ollama:someone/own:v1",
            ])
        #expect(found.remarks.isEmpty)
        #expect(found.models.allSatisfy { $0.path.hasSuffix("/blobs/sha256-" + digest) && $0.bytes == 4 })
        #expect(try resolve("ollama:qwen3").name == "ollama:qwen3:latest")
        #expect(try refusal("ollama:qwen4").contains("Ollama has no model of this name here; use one of"))
        // Who forgets the prefix is told of it.
        #expect(try refusal("qwen3:4b").contains("did you mean ollama:qwen3:4b?"))
    }

    @Test func listsOfManifestsLeadToTheOneForGGUF() throws {
        let store = "user/.ollama/models"
        let other = String(repeating: "cd", count: 32)
        try temporary.write("\(store)/blobs/sha256-\(digest)", gguf)
        try temporary.write(
            "\(store)/blobs/sha256-\(other)", Array(layers("sha256-\(digest.uppercased())").utf8))
        let list = #"{"manifests": [{"runner": "mlx"}, {"runner": "ollama", "digest": "sha256:\#(other)"}]}"#
        try temporary.write("\(store)/blobs/list", Array(list.utf8))
        try link("\(store)/manifests-v2/registry.ollama.ai/library/m/1b", to: "../../../../blobs/list")
        #expect(all().models.map(\.name) == ["ollama:m:1b"])
        #expect(try resolve("ollama:m:1b").path.hasSuffix(digest))
    }

    @Test func damagedManifestsAreSkipped() throws {
        try temporary.write("user/.ollama/models/blobs/sha256-\(digest)", gguf)
        try temporary.write("secret", gguf)
        let library = "registry.ollama.ai/library"
        let missing = String(repeating: "0", count: 64)
        try manifest("\(library)/a/1", "{")
        try manifest("\(library)/b/1", "[]")
        try manifest("\(library)/c/1", layers("sha256:../../../../../secret"))
        try manifest("\(library)/d/1", layers("sha256:\(missing)"))
        try manifest("\(library)/e/1", layers("sha256:\(digest)", size: 5))
        try manifest("\(library)/f/1", "{}" + String(repeating: " ", count: 2 << 20))
        try manifest("\(library)/g/1", String(repeating: "[", count: 100_000))
        try manifest("\(library)/h/1", #"{"layers": 1}"#)
        try manifest("\(library)/i", "{}")
        try manifest("\(library)/z/1", layers("sha256:\(digest)"))
        let found = all()
        #expect(found.models.map(\.name) == ["ollama:z:1"])
        #expect(found.remarks.count == 8)
        let remarks = found.remarks.joined(separator: "\n")
        for words in [
            "c/1: a digest that is no SHA-256; left out", "d/1: the model's file is not among the blobs",
            "e/1: the model's file is not of the size that the manifest says",
            "h/1: a manifest without layers",
        ] { #expect(remarks.contains(words), "\(remarks)") }
    }

    @Test func whatOllamaKeepsInOtherFormatsIsUnsupported() throws {
        try manifest(
            "registry.ollama.ai/library/m/1",
            layers("sha256:\(digest)", type: "application/vnd.ollama.image.tensor"))
        #expect(all().models.map(\.obstacle) == ["it has no GGUF file"])
        #expect(
            try refusal("ollama:m:1")
                == "ollama:m:1: it has no GGUF file; use another model")
    }

    @Test func foldersOfLlamaCppAndLMStudio() throws {
        try temporary.write("user/.cache/llama.cpp/org_repo_m.gguf", gguf)
        try temporary.write("user/.cache/llama.cpp/org_repo_m.gguf.etag", [1])
        try temporary.write("user/.cache/llama.cpp/half.gguf.downloadInProgress", [1])
        try temporary.write("user/.lmstudio/models/maker/m-GGUF/m.gguf", gguf)
        try temporary.write("user/.cache/lm-studio/models/maker/plain/config.json", [1])
        try temporary.write("user/.cache/lm-studio/models/maker/plain/model.safetensors", [1])
        let models = all().models
        #expect(
            models.map(\.name) == [
                "llama.cpp:org_repo_m.gguf", "lmstudio:maker/m-GGUF/m.gguf", "lmstudio:maker/plain",
            ])
        for model in models { #expect(try resolve(model.name).path == model.path) }
    }

    @Test func namesThatCannotBeShownAreLeftOut() throws {
        try temporary.write("user/.cache/llama.cpp/red\u{1B}[31m.gguf", gguf)
        let found = all()
        #expect(found.models.isEmpty)
        #expect(found.remarks.count == 1 && !found.remarks[0].contains("\u{1B}"))
    }
}
