import ArgumentParser

/// `selkie memory`: what is known.
struct MemoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "memory",
        abstract: "List what is known, and show where it stands.",
        subcommands: [MemoryList.self, MemoryShow.self, MemoryHistory.self],
        defaultSubcommand: MemoryList.self)
}
