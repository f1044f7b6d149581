import ArgumentParser
import Workbench

/// How much main memory may be used.
struct MemoryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Main memory that may be used, such as 4g or 1500m (of 1,024 each); unless given, as SELKIE_MEMORY or 'memory' in selkie.yaml says, or else three quarters of what is free.",
            valueName: "amount"))
    var memory: MemoryAmount?
}

extension MemoryAmount: ExpressibleByArgument {
    /// Reads `4g` or `1500m`.
    public init?(argument: String) { self.init(argument) }
}
