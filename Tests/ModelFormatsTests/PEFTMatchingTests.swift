import Files
import Foundation
import ModelFormats
import Testing
import TestKit

@Suite("PEFT's matching rules")
struct PEFTMatchingTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Goldens/peft/matching.json").path(percentEncoded: false)

    @Test("modules, ranks, alphas and scales are those of PEFT", arguments: 0..<22)
    func equalsPEFT(index: Int) throws {
        let document = try JSONFields(path: Self.golden)
        let listed = try #require(document["modules"]?.array)
        let names = listed.compactMap(\.string)
        let cases = try #require(document["cases"]?.array)
        try #require(cases.count == 22 && names.count == 40)
        let expected = try #require(cases[index].object?["modules"]?.object)
        let folder = try TemporaryFolder()
        let config = try #require(cases[index].object?["config"])
        let path = try folder.write(Array(config.text().utf8), as: "adapter_config.json")
        let selector = try ModuleSelector(PEFTConfig(path: path), file: path)
        for name in names {
            let numbers = expected[name]?.array?.compactMap(\.double)
            #expect(selector.adapts(name) == (numbers != nil), "\(name)")
            if let numbers {
                #expect(
                    [Double(selector.rank(of: name)), selector.alpha(of: name), selector.scale(of: name)]
                        == numbers)
            }
        }
    }

    private func selector(_ pattern: String) throws -> ModuleSelector {
        try ModuleSelector(PEFTConfig(rank: 1, alpha: 1, targets: .pattern(pattern)), file: "c")
    }

    @Test("an expression that keeps backtracking engines busy for years is answered at once")
    func noBacktracking() throws {
        let name = String(repeating: "a", count: 200) + "!"
        for pattern in ["(a*)*b", "(a|a)*b", "(a|aa)+$b", "((a+)+)+b", "(.*)*x(.*)*y", "(?=(a+)+b)a*"] {
            #expect(try !selector(pattern).adapts(name))
        }
        #expect(try selector("(a*)*!").adapts(name))
        #expect(try selector("a{200}!").adapts(name) && !selector("a{,199}!").adapts(name))
    }

    @Test("all-linear leaves out the output matrix")
    func allLinear() throws {
        let selector = try ModuleSelector(PEFTConfig(rank: 1, alpha: 1, targets: .allLinear), file: "c")
        #expect(selector.adapts("model.layers.0.mlp.up_proj") && !selector.adapts("lm_head"))
    }

    @Test(
        "expressions that are wrong or not supported are refused",
        arguments: [
            ("(a", "the regular expression lacks a ')'"), ("a)", "the regular expression has a ')' too many"),
            ("*a", "the regular expression has nothing to repeat"),
            ("[a", "the regular expression lacks a ']'"),
            ("[b-a]", "a range in the regular expression is not possible"),
            ("a\\", "the regular expression ends in a backslash"),
            ("a**", "the regular expression repeats a repetition"),
            ("a{3,2}", "a repetition in the regular expression ends before it begins"),
            ("a{5000}", "the regular expression repeats more than 1000 times"),
            ("a++", "possessive repetition in regular expressions is not supported"),
            ("(?<=a)b", "look-behind in regular expressions is not supported"),
            ("(?i)a", "flags and references in regular expressions are not supported"),
            ("(a)\\1", "'\\1' in regular expressions is not supported"),
            ("(?P<n", "a group's name has no end"),
            (String(repeating: "(", count: 40), "the regular expression is nested more than 32 deep"),
            (String(repeating: "a", count: 3000), "the regular expression is longer than 2048"),
        ])
    func refusals(pattern: String, problem: String) throws {
        #expect(
            diagnosis { try selector(pattern) }?.description
                == "c: key 'target_modules': \(problem); write it as a list of module names")
    }
}
