import Files
import Foundation
import Testing
import Tokenizers

/// Damaged, contradictory and unsupported files are refused by name, and nothing traps.
@Suite struct RefusalTests {
    private func text(_ name: String) throws -> String {
        String(decoding: try Goldens.data("tokenizers/\(name).tokenizer.json"), as: UTF8.self)
    }

    private func refusal(_ json: String) throws -> Diagnosis {
        try #require(throws: Diagnosis.self) {
            try Tokenizer(TokenizerDefinition(tokenizerJSON: Data(json.utf8)))
        }
    }

    @Test(arguments: [
        ("gpt2", #""type":"BPE""#, #""type":"Unigram""#, "Unigram"),
        ("gpt2", #""add_prefix_space":false"#, #""add_prefix_space":true"#, "add_prefix_space"),
        ("smollm", #""individual_digits":true"#, #""individual_digits":false"#, "Digits"),
        ("llama3", #"{1,3}"#, #"{1,4}"#, "Split"),
        ("qwen2", #""type":"NFC""#, #""type":"NFKC""#, "NFKC"),
        ("llama2", #""prepend":"\u2581""#, #""prepend":"x""#, "Prepend"),
        ("mistral", #""prepend_scheme":"first""#, #""prepend_scheme":"second""#, "second"),
        ("gemma", #""type":"Fuse""#, #""type":"Other""#, "Other"),
        ("gpt2", #""single_word":false"#, #""single_word":true"#, "single_word"),
        ("gpt2", #""dropout":null"#, #""dropout":0.1"#, "dropout"),
    ])
    func unsupportedPartsAreNamed(name: String, part: String, replacement: String, named: String) throws {
        let original = try text(name)
        let changed = original.replacingOccurrences(of: part, with: replacement)
        try #require(changed != original)
        let error = try refusal(changed)
        #expect(error.code == .unsupportedFeature)
        #expect(error.description.contains(named), "\(error)")
        #expect(!error.description.contains("\n"))
    }

    @Test func truncatedFilesAreRefused() throws {
        let bytes = Array(try text("gpt2").utf8)
        for length in stride(from: 0, to: bytes.count - 1, by: 97) {
            let error = try refusal(String(decoding: bytes[..<length], as: UTF8.self))
            #expect(error.code == .malformed)
        }
    }

    @Test func changedBytesNeverTrap() throws {
        let bytes = Array(try text("gemma").utf8)
        var generator = SeededGenerator(state: 12)
        for _ in 0..<150 {
            var changed = bytes
            for _ in 0..<3 {
                changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            if let tokenizer = try? Tokenizer(TokenizerDefinition(tokenizerJSON: Data(changed))) {
                _ = tokenizer.decode(tokenizer.encode("Salt, salt 👍 <tool>"))
            }
        }
    }

    @Test(arguments: [
        "[", "{", "nul", "{\"a\":1,}", "[1 2]", "\"\\u12\"", "\"\\ud800x\"", "\"\\udc00\"", "01x", "\"\\q\"",
        "{}{}", "-", "",
        "1e999", "\u{0}",
    ])
    func brokenJSONIsRefused(json: String) throws {
        #expect(try refusal(json).code == .malformed)
    }

    @Test func deepJSONIsRefused() throws {
        #expect(try refusal(String(repeating: "[", count: 100_000)).code == .limitExceeded)
    }

    @Test func identifiersOutOfProportionAreRefusedBeforeMemoryIsTaken() throws {
        let json =
            #"{"model":{"type":"BPE","vocab":{"a":0,"b":4000000000},"merges":[]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false},"decoder":{"type":"ByteLevel"}}"#
        #expect(try refusal(json).code == .malformed)
    }

    /// A Swift string equals its decomposed spelling; a vocabulary may hold both.
    @Test func canonicallyEqualPiecesStayApart() throws {
        var definition = TokenizerDefinition(
            tokens: ["<unk>", "\u{e9}", "e", "\u{301}", "e\u{301}"],
            kinds: [.unknown, .normal, .normal, .normal, .normal],
            family: .sentencePieceBPE(splitsWords: false),
            merges: [Merge(left: "e", right: "\u{301}")], normalisation: .spaces(prefix: .never), unknown: 0)
        var tokenizer = try Tokenizer(definition)
        #expect(tokenizer.encode("\u{e9}") == [1] && tokenizer.encode("e\u{301}") == [4])
        definition.merges = []
        definition.scores = [0, 0, 0, 0, 0]
        tokenizer = try Tokenizer(definition)
        #expect(tokenizer.encode("\u{e9}") == [1] && tokenizer.encode("e\u{301}") == [4])
    }

    @Test func definitionsThatContradictThemselvesAreRefused() throws {
        let sound = TokenizerDefinition(
            tokens: ["a", "b", "ab"], kinds: [.normal, .normal, .normal],
            family: .byteLevelBPE(preTokenizer: .gpt2),
            merges: [Merge(left: "a", right: "b")])
        #expect(try Tokenizer(sound).encode("ab") == [2])
        var changes: [(inout TokenizerDefinition) -> Void] = []
        changes.append { $0.tokens = [] }
        changes.append { $0.kinds.removeLast() }
        changes.append { $0.scores = [1] }
        changes.append { $0.scores = [1, .nan, 2] }
        changes.append { $0.endOfText = 3 }
        changes.append { $0.padding = -1 }
        changes.append { $0.addedTokens = [AddedToken(id: 7, isSpecial: true)] }
        changes.append { $0.merges.append(Merge(left: "b", right: "a")) }
        changes.append {
            $0.family = .sentencePieceBPE(splitsWords: false); $0.merges = []
        }
        for change in changes {
            var definition = sound
            change(&definition)
            let error = try #require(throws: Diagnosis.self) { try Tokenizer(definition) }
            #expect(error.code == .inconsistentVocabulary)
        }
    }

    @Test func errorsAreOneLineWithPlaceAndRemedy() throws {
        let error = try refusal("{")
        #expect(
            error.description
                == "tokenizer.json: byte 1: a key is missing; repair it or fetch the file again")
    }
}
