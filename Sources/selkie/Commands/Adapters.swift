import ArgumentParser

/// `selkie adapters`: what was learned, as things to look at, hand on and throw away.
struct Adapters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, show, export, merge and remove adapters.",
        subcommands: [
            AdaptersList.self, AdaptersShow.self, AdaptersExport.self, AdaptersMerge.self,
            AdaptersRemove.self,
        ],
        defaultSubcommand: AdaptersList.self)
}
