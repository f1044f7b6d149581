import Console
import Testing

/// Grids on terminals.
@Suite struct GridPaintTests {
    private static let colours = Terminal(
        isInteractive: true, reportedWidth: 20, environment: ["TERM": "xterm"])

    @Test func cellsAreDigitsWithoutColours() {
        let lines = GridPaint(for: .plain).lines([[1, 2], [0, 9]])
        #expect(lines == [.init(text: "1 2", width: 3), .init(text: "0 9", width: 3)])
        let forbidden = Terminal(
            isInteractive: true, reportedWidth: 20, environment: ["TERM": "xterm", "NO_COLOR": "1"])
        #expect(GridPaint(for: forbidden).lines([[1, 2], [0, 9]]) == lines)
    }

    @Test func cellsAreBlocksOfColour() {
        let lines = GridPaint(for: Self.colours).lines([[0, 1]])
        #expect(lines == [.init(text: "\u{1B}[48;5;16m  \u{1B}[48;5;33m  \u{1B}[0m", width: 4)])
    }

    @Test func blocksGoOnBelowWhereTheTerminalEnds() {
        let block = (0..<2).map { GridPaint.Line(text: "abcdefg\($0)", width: 8) }
        let short = [GridPaint.Line(text: "x", width: 1)]
        #expect(
            GridPaint(for: Self.colours).beside([block, short, block]) == [
                "abcdefg0   x", "abcdefg1", "", "abcdefg0", "abcdefg1",
            ])
        #expect(
            GridPaint(for: .plain).beside([short, block, block]) == [
                "x   abcdefg0   abcdefg0", "    abcdefg1   abcdefg1",
            ])
    }
}
