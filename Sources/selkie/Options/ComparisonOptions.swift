import ArgumentParser
import Workbench

/// What a table compares, and how it is printed.
struct ComparisonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A policy to compare, by name or hash; may be given several times.", valueName: "adapter"))
    var policy: [String] = []
    @Option(
        help: ArgumentHelp("Self-edits of somebody else; may be given several times.", valueName: "file"),
        completion: .file())
    var completions: [String] = []
    @Option(help: ArgumentHelp("Self-edits of each policy for each item.", valueName: "n"))
    var samples: Int?
    @Flag(help: "Print the table as Markdown.")
    var markdown = false

    func validate() throws {
        if let samples, !(1...64).contains(samples) {
            throw ValidationError("--samples \(samples): give a number from 1 to 64")
        }
    }

    /// What was asked for.
    var request: ComparisonRequest {
        var request = ComparisonRequest()
        (request.policies, request.completions, request.samples) = (policy, completions, samples)
        return request
    }

    /// Refuses to print the table in two ways at once.
    func check(_ output: OutputOptions) throws {
        if markdown, output.json {
            throw ValidationError("--markdown leaves no place for --json; give one of them")
        }
    }
}
