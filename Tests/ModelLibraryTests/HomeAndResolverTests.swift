import Files
import Foundation
import ModelLibrary
import Testing

struct HomeAndResolverTests {
    private let temporary: TemporaryHome
    private var resolver: ModelResolver { ModelResolver(home: temporary.home, environment: [:]) }

    init() throws { temporary = try TemporaryHome() }

    private func refusal(_ name: String?) throws -> String {
        try #require(#expect(throws: Diagnosis.self) { try resolver.resolve(name) }).description
    }

    @Test func theHomeIsChosenInOrder() {
        let environment = ["SELKIE_HOME": "/s", "XDG_DATA_HOME": "/x", "HOME": "/h"]
        #expect(SelkieHome(chosen: "/c/", environment: environment).path == "/c")
        #expect(SelkieHome(environment: environment).path == "/s")
        #expect(SelkieHome(environment: ["SELKIE_HOME": "", "XDG_DATA_HOME": "/x"]).path == "/x/selkie")
        #expect(
            SelkieHome(environment: ["XDG_DATA_HOME": "rel", "HOME": "/h"]).path == "/h/.local/share/selkie")
        #expect(SelkieHome(chosen: "here", environment: [:]).path.hasPrefix("/"))
    }

    @Test func theCatalogueIsPinned() {
        for entry in ModelCatalog.entries {
            #expect(entry.sha256.count == 64 && entry.sha256 == entry.sha256.lowercased() && entry.bytes > 0)
            #expect(ModelCatalog.entry(named: entry.name.uppercased()) == entry)
        }
        #expect(ModelCatalog.entries.map(\.parts.count) == [1, 4, 6, 22])
        #expect(ModelCatalog.entries.first == ModelCatalog.defaultModel)
        #expect(ModelCatalog.defaultModel.licence == "Apache-2.0")
    }

    @Test func shortNamesLeadToInstalledFiles() throws {
        for (name, named, pulled) in [
            (nil, "smollm2:135m", nil), ("gemma3:270m", "gemma3:270m", "gemma3:270m"),
        ]
            as [(String?, String, String?)]
        {
            let error = try #require(#expect(throws: Diagnosis.self) { try resolver.resolve(name) })
            #expect(error.description == "\(named): not installed; pull it")
            #expect(error.step == .pull(pulled))
        }
        try temporary.write("home/models/" + ModelCatalog.defaultModel.file, Array("GGUF".utf8))
        #expect(
            try resolver.resolve(nil).path == temporary.home.models + "/" + ModelCatalog.defaultModel.file)
    }

    @Test func filesAndFoldersAreRecognised() throws {
        try temporary.write("a.gguf", Array("GGUF…".utf8))
        try temporary.write("hf/config.json", Array("{}".utf8))
        try temporary.write("cache/models--org--name/refs/main", Array("abc\n".utf8))
        for commit in ["abc", "def"] {
            try temporary.write("cache/models--org--name/snapshots/\(commit)/config.json", Array("{}".utf8))
        }
        let root = temporary.root
        #expect(
            try resolver.resolve(root + "/a.gguf") == .init(name: "a", path: root + "/a.gguf", kind: .gguf))
        #expect(try resolver.resolve(root + "/hf").kind == .huggingFace)
        let cached = try resolver.resolve(root + "/cache/models--org--name")
        #expect(cached.path.hasSuffix("/snapshots/abc") && cached.name == "org/name")
        #expect(try resolver.resolve(root + "/cache/models--org--name/snapshots/def").name == "org/name")
    }

    @Test func whatIsNoModelIsRefused() throws {
        try temporary.write("a.gguf", Array("PK".utf8))
        let root = temporary.root
        #expect(
            try refusal(root + "/a.gguf") == "\(root)/a.gguf: not a GGUF file; "
                + "name a GGUF file, or the folder that holds config.json and safetensors files")
        #expect(
            try refusal(root + "/bin") == "\(root)/bin: no config.json in this folder; "
                + "name a Hugging Face model folder, or a GGUF file")
    }

    @Test func unknownNamesListNearMissesAndWhatIsThere() throws {
        #expect(
            try refusal("smolm2:135m") == "smolm2:135m: no model has this name and no file this path; "
                + "did you mean smollm2:135m? nothing is installed; pull a model"
        )
        try temporary.write("home/models/mine.gguf", Array("GGUF".utf8))
        #expect(try refusal("quite-another").hasSuffix("; installed: mine.gguf"))
    }

    @Test func theListShowsHowEachModelStands() throws {
        try temporary.write("home/models/" + ModelCatalog.defaultModel.file, [1])
        try temporary.write("home/models/.\(ModelCatalog.entries[2].file).checkpoint", [1])
        try temporary.write("home/models/mine.gguf", Array("GGUF".utf8))
        try temporary.write("home/models/notes.txt", [1])
        try temporary.write("home/models/folder/config.json", [1])
        let models = ModelListing(home: temporary.home).models()
        #expect(
            models.map(\.name) == [
                "smollm2:135m", "gemma3:270m", "qwen2.5-coder:0.5b", "qwen2.5-coder:1.5b", "folder",
                "mine.gguf",
            ])
        #expect(
            models.map(\.state) == [.damaged, .notInstalled, .begun, .notInstalled, .own, .own])
        #expect(models.map(\.bytes) == [1, 253_113_024, 491_400_064, 1_117_320_768, 0, 4])
    }
}
