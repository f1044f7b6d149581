import ArgumentParser

/// One adapter that a command is about.
struct AdapterArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "An adapter: its name, the first digits of its hash, or a folder in PEFT's or MLX's format.",
            valueName: "adapter"),
        completion: .directory)
    var adapter: String
}
