import ArgumentParser

/// How a command speaks; every command takes these.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print results as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print no progress and no remarks, only results and errors.")
    var quiet = false

    @Flag(name: .customLong("no-color"), help: "Use no colours; so does the environment variable NO_COLOR.")
    var noColor = false
}
