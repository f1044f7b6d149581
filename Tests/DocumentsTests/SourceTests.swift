import Documents
import Foundation
import Testing

struct SourceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func document(_ name: String, _ code: String) async throws -> Document {
        try #require(try await DocumentReader().read(folder.write(name, code)).documents.first)
    }

    private func headings(_ name: String, _ code: String) async throws -> [[String]] {
        try await document(name, code).sections.map(\.headingPath)
    }

    @Test func declarationsHaveTheirCommentsAsProse() async throws {
        let document = try await document(
            "gauge.swift",
            """
            // Gauges for
            // harbours.

            import Foundation

            /// A gauge that stands on a mast
            /// and turns.
            ///
            /// - Note: never oiled.
            struct Gauge {
                var height = 3  // metres

                /* What it shows. */
                @discardableResult
                func read() -> Int {
                    // not a heading
                    func inner() {}
                    return height
                }
            }
            """)
        #expect(document.title == "gauge.swift")
        #expect(document.format.name == "swift")
        #expect(
            document.sections.map(\.headingPath) == [[], ["struct Gauge"], ["struct Gauge", "func read"]])
        #expect(
            document.text == """
                Gauges for harbours.

                import Foundation

                struct Gauge

                A gauge that stands on a mast and turns.

                - Note: never oiled.

                struct Gauge {
                    var height = 3  // metres

                func read

                What it shows.

                    @discardableResult
                    func read() -> Int {
                        // not a heading
                        func inner() {}
                        return height
                    }
                }
                """)
    }

    @Test func stringsOfPythonSayWhatIsBelow() async throws {
        let document = try await document(
            "gauge.py",
            """
            #!/usr/bin/env python3
            \"\"\"Gauges.\"\"\"
            import os

            class Gauge(Base):
                '''On a mast,
                and turning.

                It has:
                height
                    in metres,
                    or none
                width
                '''
                def read(self,
                         unit="bar"):
                    r\"\"\"Reads it.\"\"\"
                    def inner(): pass
                    return 14

            async def main(): pass
            """)
        #expect(
            document.sections.map(\.headingPath) == [
                [], ["class Gauge"], ["class Gauge", "def read"], ["def main"],
            ])
        #expect(
            document.text.contains(
                "Gauges.\n\nimport os\n\nclass Gauge\n\nOn a mast, and turning.\n\nIt has:\nheight in metres, or none\nwidth\n\nclass Gauge(Base):"
            ))
        #expect(
            document.text.contains(
                "def read\n\nReads it.\n\n    def read(self,\n             unit=\"bar\"):\n        def inner(): pass"
            ))
    }

    @Test(arguments: [
        (
            "a.c",
            "#include <x.h>\nstatic int *\nread_all(int a)\n{\n  if (a) {\n  }\n}\nint main(void) {\n}\nint f(int);\n",
            ["read_all", "main"]
        ),
        (
            "a.cpp", "class Gauge {\n  int read() const {\n  }\n};\nvoid Gauge::turn(int a) {\n}\n",
            ["class Gauge", "read", "Gauge::turn"]
        ),
        (
            "a.java",
            "public final class Gauge {\n  /** x */\n  @Override\n  public int read(int a) {\n    while (a) {\n    }\n  }\n}\n",
            ["class Gauge", "read"]
        ),
        (
            "a.cs", "namespace X {\n  class Gauge {\n    public int Read() {\n    }\n  }\n}\n",
            ["namespace X", "class Gauge", "Read"]
        ),
        (
            "a.go", "type Gauge struct {\n}\nfunc (g *Gauge) Read(a int) int {\n}\nfunc main() {\n}\n",
            ["type Gauge", "func Gauge.Read", "func main"]
        ),
        (
            "a.rs", "pub(crate) struct Gauge;\nimpl<T> Scale for Gauge<T> {\n    pub fn read(&self) {}\n}\n",
            ["struct Gauge", "impl<T> Scale for Gauge<T>", "fn read"]
        ),
        (
            "a.js", "export default class Gauge {\n}\nasync function read(a) {\n}\n",
            ["class Gauge", "function read"]
        ),
        ("a.ts", "export interface Gauge {\n}\ntype Bar = number;\n", ["interface Gauge", "type Bar"]),
        (
            "a.rb", "module Harbour\n  class Gauge\n    def read?\n    end\n  end\nend\n",
            ["module Harbour", "class Gauge", "def read"]
        ),
        (
            "a.php", "<?php\nclass Gauge {\n    public function read() {\n    }\n}\n",
            ["class Gauge", "function read"]
        ),
        ("a.sh", "read_all() {\n  :\n}\nfunction other {\n  :\n}\n", ["read_all", "function other"]),
        ("a.kt", "data class Gauge(val a: Int)\nfun read() = 3\n", ["class Gauge", "fun read"]),
        (
            "a.sql",
            "-- readings\nCREATE TABLE IF NOT EXISTS readings (\n  bar INT\n);\ncreate index by_bar on readings(bar);\n",
            ["table readings", "index by_bar"]
        ),
        (
            "a.lua", "local function read(a)\nend\nfunction gauge.turn()\nend\n",
            ["function read", "function gauge.turn"]
        ),
        ("a.pl", "package Gauge;\nsub read { }\n", ["package Gauge", "sub read"]),
        ("a.hs", "data Gauge = Gauge\nclass Scale a where\n", ["data Gauge", "class Scale"]),
        (
            "a.scala", "trait Scale\nobject Gauge {\n  def read = 3\n}\n",
            ["trait Scale", "object Gauge", "def read"]
        ),
        (
            "a.swift",
            "extension Gauge: Sendable {\n    static func == (a: Int) {}\n    init?(a: Int) {}\n    class func x() {}\n}\nlet function = 3\n",
            ["extension Gauge", "func ==", "init", "func x"]
        ),
    ])
    func namesAreHeadings(name: String, code: String, expected: [String]) async throws {
        let found = try await headings(name, code).compactMap(\.last)
        #expect(found == expected)
        // Nothing of the code is lost.
        let text = try await document(name, code).text
        for line in code.split(separator: "\n") where !line.contains("--") && !line.contains("/**") {
            #expect(text.contains(line.trimmingCharacters(in: .whitespaces)))
        }
    }

    @Test(arguments: [
        "/*\n", "/* a */ b\n", "@a\n", "def f():\n\"\"\"\n", "\n", " class A:\n", "// a\n", "def f(\n",
        "/**/\n",
    ])
    func timeIsLinear(piece: String) async throws {
        func seconds(_ count: Int, _ name: String) async throws -> Double {
            let path = try folder.write(name, "x\n" + String(repeating: piece, count: count))
            return try await ContinuousClock().measure { _ = try await DocumentReader().read(path) }
                / .seconds(1)
        }
        for name in ["a.swift", "a.py"] {
            _ = try await seconds(100, name)
            let short = try await seconds(2_000, name)
            let long = try await seconds(16_000, name)
            #expect(long < 24 * short + 0.2, "\(name): \(short) s, \(long) s")
        }
    }
}
