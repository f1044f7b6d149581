import ArgumentParser

/// Which adapter a model computes with.
struct AdapterOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "An adapter: its name, the first digits of its hash, or a folder in PEFT's or MLX's format.",
            valueName: "name-or-path"),
        completion: .directory)
    var adapter: String?
}
