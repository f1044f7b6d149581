import Memory
import ArgumentParser
import Files
import Foundation

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

    /// The rows of the policies.
    ///
    /// - Throws: `Diagnosis` for one that is not there or is no policy.
    func policies(in store: AdapterStore) throws -> [EvaluationExperiment.Row] {
        try policy.map { name in
            let record = try store.policy(named: name)
            return .policy(name: record.name, hash: record.hash)
        }
    }

    /// The rows of self-edits from files, for so many items after the first `start`.
    ///
    /// - Throws: `Diagnosis` for a file that has none for some of them.
    func files(_ count: Int, after start: Int = 0) throws -> [EvaluationExperiment.Row] {
        try completions.map { file in
            let texts = Array(try CompletionFile.read(file).dropFirst(start).prefix(count))
            guard texts.count == count, texts.allSatisfy({ !$0.isEmpty }) else {
                throw Diagnosis(
                    file: file, problem: "holds self-edits of \(texts.count) of \(count) items",
                    remedy: "give some for each item, in the dataset's order")
            }
            return .completions(
                name: URL(filePath: file).deletingPathExtension().lastPathComponent, texts: texts)
        }
    }

    /// Refuses to print the table in two ways at once.
    func check(_ output: OutputOptions) throws {
        if markdown, output.json {
            throw ValidationError("--markdown leaves no place for --json; give one of them")
        }
    }
}
