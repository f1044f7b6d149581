import ArgumentParser

/// `selkie reader`: adapters that know how to read.
struct Reader: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train an adapter that knows how to read.",
        subcommands: [ReaderTrain.self])
}
