import Foundation
import TestKit
import Testing

/// Datasets and exams as other programs write them.
@Suite struct DatasetTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel() + ["--candidates", "1", "--epochs", "1", "--rank", "2", "--json"]
    }

    private static let rows = [
        #"{"id": "1", "title": "Fe_ry", "context": "The ferry is blue.", "question": "Which colour?", "answers": {"text": ["blue"], "answer_start": [13]}}"#,
        #"{"id": "2", "title": "Fe_ry", "context": "The ferry is blue.", "question": "When?", "answers": {"text": [], "answer_start": []}}"#,
    ]
    private static let list = "[\(rows.joined(separator: ","))]"

    private func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit in
            let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
            return isLittle ? bytes : bytes.reversed()
        }
    }

    private func train(_ bytes: some Collection<UInt8>, as name: String) throws -> Program.Outcome {
        try Program.run(
            ["train", home.write(bytes, to: name), "--rounds", "1"] + model, home: home)
    }

    @Test func everyFormIsTheSameDataset() throws {
        let lines = Self.rows.joined(separator: "\r\n") + "\n\n"
        let forms: [(String, [UInt8])] = [
            ("list.json", Array(Self.list.utf8)), ("mark.json", [0xEF, 0xBB, 0xBF] + Array(Self.list.utf8)),
            ("little.json", utf16(Self.list, isLittle: true)),
            ("big.json", utf16(Self.list, isLittle: false)),
            ("rows.jsonl", Array(lines.utf8)), ("rows.json", Array(lines.utf8)),
            ("wide.ndjson", utf16(lines, isLittle: true)),
        ]
        for (name, bytes) in forms {
            let result = try train(bytes, as: name)
            #expect(
                result.errors.contains("Left out: \(home.path(name)): 1 question without an answer"),
                "\(result.errors)")
            let object = try #require(result.objects().first, "\(name): \(result.errors)")
            #expect(object["items"] as? Int == 1, "\(name)")
        }
    }

    @Test func aLineThatIsWrongIsNamed() throws {
        let result = try train((Self.rows[0] + "\n\n{\"context\": \n").utf8, as: "rows.jsonl")
        #expect(result.status == 65 && result.errors.contains("rows.jsonl: line 3: is no JSON object"))
    }

    @Test func otherFormatsAreRefusedByNameWithAConversion() throws {
        let parquet = try train(Array("PAR1".utf8) + [0, 1, 2], as: "data set.parquet")
        #expect(parquet.status == 65 && parquet.errors.contains("is a Parquet file, which is not read"))
        #expect(
            parquet.errors.hasSuffix("'\(home.path("data set.parquet"))' '\(home.path("data set.jsonl"))'\n"))

        // The command for what is compressed, followed.
        try home.write(Self.list.utf8, to: "list.json")
        #expect(try home.follow("gzip list.json") == 0)
        let file = home.path("list.json.gz")
        let packed = try Program.run(["train", file, "--rounds", "1"] + model, home: home)
        #expect(packed.status == 65 && packed.errors.contains("is compressed with gzip; unpack it: gunzip"))
        let command = try #require(packed.errors.firstRange(of: "gunzip"))
        #expect(try home.follow(packed.errors[command.lowerBound...]) == 0)
        let unpacked = try Program.run(
            ["train", home.path("list.json"), "--rounds", "1"] + model, home: home)
        #expect(try unpacked.objects().first?["items"] as? Int == 1, "\(unpacked.errors)")
    }

    @Test func whatIsNoUTF8IsConvertedByTheCommandThatIsTold() throws {
        for (bytes, encoding) in [
            (utf16("høyde", isLittle: true), "utf-16"), ([0x68, 0xF8, 0x79], "latin1"),
        ] {
            let file = try home.write(bytes, to: "text.txt")
            let arguments = ["tokenize", file] + model.prefix(2)
            let refused = try Program.run(arguments, home: home)
            #expect(
                refused.status == 65 && refused.errors.contains("iconv -f \(encoding) -t utf-8"),
                "\(refused.errors)")
            #expect(try home.follow("iconv -f \(encoding) -t utf-8 text.txt > right.txt") == 0)
            let text = try String(contentsOfFile: home.path("right.txt"), encoding: .utf8)
            #expect(text.hasPrefix("hø"))
        }
    }

    @Test func anExamMayHaveAMarkAndLinesOfItsOwn() throws {
        try home.write("The ferry is blue. It sails at nine.".utf8, to: "ferry.txt")
        let entries = [
            #"{"question": "Which colour?", "answer": "blue"}"#, #"{"question": "When?", "answer": "nine"}"#,
        ]
        let forms = [
            utf16("[\(entries.joined(separator: ","))]", isLittle: true),
            Array(entries.joined(separator: "\n").utf8),
        ]
        for bytes in forms {
            let exam = try home.write(bytes, to: "exam.json")
            let result = try Program.run(
                [
                    "learn", home.path("ferry.txt"), "--questions", exam, "--passage-only", "--epochs", "1",
                    "--json",
                ]
                    + model.prefix(4), home: home)
            let document = (try result.objects().first?["documents"] as? [[String: Any]])?.first
            #expect((document?["questions"] as? [Any])?.count == 2, "\(result.errors)")
        }
    }
}
