import Files
import Testing
import TestKit

@Suite("JSON")
struct JSONTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: text, path: "f") }

    @Test("values, order and escapes are kept")
    func values() throws {
        let text = #"{"b":[1,-2.5,1e3,true,false,null],"a":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é","":{}}"#
        let value = try parse(text)
        #expect(value.object?.keys == ["b", "a", ""])
        #expect(
            value.object?["b"]
                == .array([.integer(1), .number(-2.5), .number(1000), .bool(true), .bool(false), .null]))
        #expect(value.object?["a"]?.string == "\"\\/\u{8}\u{c}\n\r\té😀é")
        #expect(try parse(value.text()) == value && parse(value.text(indented: true)) == value)
        #expect(try parse("9223372036854775808").double == 9_223_372_036_854_775_808)
        #expect(try parse("5.0").integer == 5 && parse("5.5").integer == nil)
    }

    @Test(
        "what is not JSON is refused",
        arguments: [
            ("", "byte 0: the JSON ends too early"), ("{\"a\"1}", "byte 4: a colon is missing"),
            ("[1 2]", "byte 3: a comma or closing bracket is missing"), ("{a:1}", "byte 1: a key is missing"),
            ("{\"a\":1,}", "byte 7: a key is missing"), ("[1]x", "byte 3: something follows the JSON value"),
            ("\"a", "byte 2: a string has no end"), ("\"\\q\"", "byte 3: unknown escape"),
            ("\"\\ud800\"", "byte 7: half a surrogate pair"),
            ("\"\\udc00\"", "byte 7: half a surrogate pair"),
            ("\"\\u12\"", "byte 5: four hexadecimal digits are needed"), ("nul", "byte 0: unknown word"),
            ("NaN", "byte 0: a value is missing or not JSON"),
            ("-", "byte 1: a value is missing or not JSON"),
            ("01", "byte 2: a value is missing or not JSON"),
            ("1.", "byte 2: digits are missing after the point"),
            ("1e", "byte 2: digits are missing in the exponent"),
            ("1e999", "byte 5: the number is too large"),
            ("\"\n\"", "byte 2: a control character in a string"),
        ])
    func malformed(text: String, problem: String) {
        #expect(
            diagnosis { try parse(text) }?.description == "f: \(problem); repair it or fetch the file again"
        )
    }

    @Test("deep nesting and duplicate keys are refused")
    func hostile() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(diagnosis { try parse(deep) }?.code == .limitExceeded)
        #expect(diagnosis { try parse(#"{"a":1,"b":2,"a":3}"#) }?.code == .duplicate)
    }

    @Test("keys are told apart by their bytes, in small objects and in large ones")
    func keysByBytes() throws {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        for others in [0, 40] {
            let more = (0..<others).map { ",\"k\($0)\":\($0)" }.joined()
            let object = try #require(try parse("{\"\(composed)\":-1,\"\(decomposed)\":-2\(more)}").object)
            #expect(object[composed] == .integer(-1) && object[decomposed] == .integer(-2))
            #expect(object.members.count == others + 2)
            for number in 0..<others { #expect(object["k\(number)"] == .integer(number)) }
            #expect(object["k40"] == nil)
            #expect(
                diagnosis { try parse("{\"\(composed)\":1,\"\(composed)\":2\(more)}") }?.code == .duplicate)
            var changed = object
            changed[composed] = nil
            changed["new"] = .null
            #expect(changed.keys.first == decomposed && changed.keys.last == "new")
            #expect(changed[decomposed] == .integer(-2) && changed[composed] == nil && changed != object)
        }
    }
}
