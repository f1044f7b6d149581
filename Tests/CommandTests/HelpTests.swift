import Foundation
import Testing
import TestKit

/// What help says of a command's JSON, beside what the command prints.
@Suite struct HelpTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel()
        try home.write(
            "# Tower\n\nThe tower is orange. The horn is loud. The goat has a bell.".utf8, to: "tower.md")
        try home.write(#"[{"question": "What colour?", "answer": "orange"}]"#.utf8, to: "exam.json")
        let passage =
            #"{"title": "Tower", "context": "The tower is orange. The horn is loud.", "questions": "#
        let exam = #"[{"question": "What colour?", "answer": "orange"}]}"#
        try home.write("[\(passage)\(exam),\(passage)\(exam)]".utf8, to: "data.json")
    }

    /// The keys of a value and of what is in it; those that name rows are left out.
    private func keys(_ value: Any) -> Set<String> {
        if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(keys($1)) } }
        guard let object = value as? [String: Any] else { return [] }
        return object.reduce(into: []) { found, member in
            found.insert(member.key)
            guard member.key != "differences" else { return }
            found.formUnion(keys(member.value))
        }
    }

    @Test(arguments: [
        [
            "learn", "tower.md", "--questions", "exam.json", "--candidates", "1", "--epochs", "1", "--rank",
            "2",
        ],
        ["read", "tower.md"],
        ["train", "data.json", "--rounds", "1", "--candidates", "1", "--epochs", "1", "--rank", "2"],
        ["eval", "data.json", "--samples", "1", "--epochs", "1", "--rank", "2"],
        ["score", "tower.md"],
        ["generate", "--prompt", "hi", "--max-tokens", "2"],
        ["ask", "What colour?", "--without", "--max-tokens", "2"],
    ])
    func whatIsPrintedIsInTheHelp(_ command: [String]) throws {
        let arguments = command.map { $0.contains(".") ? home.path($0) : $0 }
        let result = try Program.run(arguments + model + ["--json", "--quiet"], home: home)
        let printed = keys(try JSONSerialization.jsonObject(with: Data(result.output.utf8)))
        #expect(!printed.isEmpty, "\(result.errors)")
        // Of a loop's JSON another command's help tells.
        let name = command[0] == "train" ? ["runs", "show"] : [command[0]]
        let help = try Program.run(name + ["--help"], home: home).output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        for key in printed { #expect(help.contains("\"\(key)\""), "\(key)") }
    }

    @Test func shapesAreNested() throws {
        let help = try Program.run(["doctor", "--help"], home: home).output.split(
            whereSeparator: \.isWhitespace
        )
        .joined(separator: " ")
        let names = try Program.run(["eval", "--help"], home: home).output.split(
            whereSeparator: \.isWhitespace
        ).joined(separator: " ")
        #expect(names.contains(#""differences": {"NAME": {"value", "low", "high"}}, "against_alone""#))
        #expect(help.contains(#"JSON: {"checks": [{"name", "state", "finding", "remedy"}], "ok"}; state is"#))
    }
}
