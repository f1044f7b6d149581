import ArgumentParser
import Console
import Files
import ModelLibrary
import Text
import Workbench

/// `selkie models`: what is there and what can be had.
struct Models: Command {
    static let configuration = CommandConfiguration(
        abstract: "List the models that are there and those that can be pulled.",
        discussion: """
            What other programs keep is listed, too: the Hugging Face cache (HF_HOME, HF_HUB_CACHE), Ollama \
            (OLLAMA_MODELS), llama.cpp's cache (LLAMA_CACHE) and LM Studio. --model takes each name as it stands here.

            JSON: [\(JSONShape.text(ModelRow.self))]. state is one of \
            "verified", "unverified", "damaged", "not installed", "pulled in part" and "own", a model that you put \
            into the folder yourself; or, of what others keep or the hub sent, "found" or "unsupported", with the \
            reason. keeper is "Selkie", "Hugging Face", "Ollama", "llama.cpp" or "LM Studio".

            JSON with --advise: [\(JSONShape.text(ModelAdvice.self))]: bytes, seconds for a page of some 400 words.
            """)

    @Flag(
        help:
            "Tell what learning with each model of the catalogue takes on this machine, and which to take; the default model is measured for a few seconds."
    )
    var advise = false

    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let bench = try await session.workbench(home)
        if advise { return try await bench.advise().print(in: session) }
        let rows = bench.listModels()
        if session.isJSON { return try JSONText.emit(rows) }
        var table = Table([
            Table.Column("model"), Table.Column("size", alignment: .right), Table.Column("state"),
            Table.Column("kept by"), Table.Column("licence or reason"),
        ])
        for row in rows {
            table.append([
                Table.Cell(row.name + (row.default ? " (default)" : "")),
                Table.Cell(row.bytes > 0 ? Quantity.bytes(row.bytes) : ""),
                Table.Cell(row.state, paint: row.paint), Table.Cell(row.keeper),
                Table.Cell(row.reason ?? row.licence ?? ""),
            ])
        }
        try session.print(table)
        session.note("In \(bench.home.models)")
    }
}
