import Foundation
import Testing
import TestKit

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

        // What is there by now is another file, and stays as it is.
        try home.write("mine".utf8, to: "list.json")
        let again = try Program.run(["train", file, "--rounds", "1"] + model, home: home)
        let other = try #require(again.errors.firstRange(of: "gunzip"))
        #expect(try home.follow(again.errors[other.lowerBound...]) == 0)
        #expect(try String(contentsOfFile: home.path("list.json"), encoding: .utf8) == "mine")
        #expect(try String(contentsOfFile: home.path("list-2.json"), encoding: .utf8) == Self.list)
    }

    @Test func whatIsNoUTF8IsConvertedByTheCommandThatIsTold() throws {
        let cases: [([UInt8], String)] = [
            (utf16("høyde", isLittle: true), "høyde"), (utf16("høyde", isLittle: false), "høyde"),
            // Half a character at the end, half a pair there, and half a pair in between.
            (utf16("høyde", isLittle: true) + [0x61], "høyde"),
            (utf16("høyde", isLittle: true) + [0x3D, 0xD8], "høyde"),
            (utf16("hø", isLittle: false) + [0xD8, 0x3D, 0x00, 0x79], "høy"),
            // The sign of the euro, and a byte that stands for nothing.
            ([0x34, 0x20, 0x80, 0x20, 0x68, 0xF8], "4 € hø"), ([0x68, 0x81, 0xF8], "hø"),
        ]
        for (bytes, expected) in cases {
            let file = try home.write(bytes, to: "the text.txt")
            let refused = try Program.run(["tokenize", file] + model.prefix(2), home: home)
            #expect(refused.status == 65 && refused.errors.contains("not valid UTF-8"))
            let command = try #require(refused.errors.firstRange(of: "convert it: "))
            #expect(try home.follow(refused.errors[command.upperBound...]) == 0, "\(refused.errors)")
            let made = home.path("the text.utf-8.txt")
            let text = try String(contentsOfFile: made, encoding: .utf8)
            #expect(text == expected || text == "\u{FEFF}" + expected)
            #expect(try Program.run(["tokenize", made] + model.prefix(2), home: home).status == 0)
            try FileManager.default.removeItem(atPath: made)
        }
    }

    @Test func whatIsLeftOutIsToldByItsReason() throws {
        let rows =
            Self.rows + [
                #"{"context": "The ferry is blue.", "question": "Why?", "answers": ["", " "]}"#,
                #"{"context": "The ferry is blue.", "question": null, "answers": ["x"]}"#,
                #"{"context": "", "question": "Who?", "answers": ["x"]}"#,
            ]
        let result = try train(rows.joined(separator: "\n").utf8, as: "rows.jsonl")
        #expect(
            result.errors.contains(
                "rows.jsonl: 1 question without an answer, 1 question with an empty answer, "
                    + "1 question without a text, 1 passage without a text"), "\(result.errors)")
        #expect(try result.objects().first?["items"] as? Int == 1)
    }

    /// A megabyte of empty lines between two objects takes no more memory than what they are read into.
    @Test(.enabled(if: Program.tellsPeaks)) func emptyLinesTakeNoMemory() throws {
        let task =
            #"{"train": [{"input": [[1]], "output": [[1]]}], "test": [{"input": [[1]], "output": [[1]]}]}"#
        func peak(_ lines: Int) throws -> Int {
            let file = try home.write(
                (task + String(repeating: "\n", count: lines) + task).utf8, to: "\(lines).json")
            return try Program.peak(["fewshot", "show", file], home: home)
        }
        #expect(try peak(1 << 20) - peak(1) < 12 << 20)
    }

    @Test func anExamMayHaveAMarkAndLinesOfItsOwn() throws {
        try home.write("The ferry is blue. It sails at nine.".utf8, to: "ferry.txt")
        let entries = [
            #"{"question": "Which colour?", "answer": "blue"}"#, #"{"question": "When?", "answer": "nine"}"#,
        ]
        let forms = [
            utf16("[\(entries.joined(separator: ","))]", isLittle: true),
            Array(entries.joined(separator: "\n").utf8),
            // A single line is a list of one, whatever its form.
            Array((entries[0] + "\n").utf8),
        ]
        for (bytes, count) in zip(forms, [2, 2, 1]) {
            let exam = try home.write(bytes, to: "exam.json")
            let result = try Program.run(
                [
                    "learn", home.path("ferry.txt"), "--questions", exam, "--passage-only", "--epochs", "1",
                    "--json",
                ]
                    + model.prefix(4), home: home)
            let document = (try result.objects().first?["documents"] as? [[String: Any]])?.first
            #expect((document?["questions"] as? [Any])?.count == count, "\(result.errors)")
        }
    }
}
