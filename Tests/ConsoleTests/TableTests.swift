import Console
import Testing
import Text

struct TableTests {
    private let terminal = Terminal(isInteractive: true, reportedWidth: 24, environment: [:], noColour: true)

    private func sample(overflow: Table.Overflow = .wrap) -> Table {
        var table = Table([Table.Column("Name", overflow: overflow), Table.Column("Rows", alignment: .right)])
        table.append(["日本語", "7"])
        table.append([Table.Cell("a name that needs far more room", paint: .green), "1200"])
        return table
    }

    @Test func columnsAreAlignedByWhatIsSeen() {
        #expect(
            sample().rendered(for: .plain) == """
                Name                             Rows
                -------------------------------  ----
                日本語                              7
                a name that needs far more room  1200

                """)
    }

    @Test func rowsThatAreMadeOneAtATimeAreWrittenInPieces() {
        let columns = [Table.Column("n", alignment: .right), Table.Column("word")]
        let rows = (0..<20_000).lazy.map { [Table.Cell(String($0)), Table.Cell("word \($0)")] }
        var whole = Table(columns)
        for row in rows { whole.append(row) }
        for terminal in [Terminal.plain, terminal] {
            var pieces: [String] = []
            Table(columns).write(rows, for: terminal) { pieces.append($0) }
            #expect(pieces.joined() == whole.rendered(for: terminal))
            #expect(pieces.count > 5 && pieces.allSatisfy { $0.utf8.count < 1 << 16 })
        }
    }

    @Test func longCellsGoOnBelow() {
        #expect(
            sample().rendered(for: terminal) == """
                Name                Rows
                ------------------  ----
                日本語                 7
                a name that needs   1200
                far more room

                """)
    }

    @Test func wordsStayWholeWhileThereIsRoom() {
        var table = Table([Table.Column("What"), Table.Column("Why"), Table.Column("How")])
        table.append(["it is of use", "unforeseeable", "by and by"])
        #expect(
            table.rendered(for: terminal) == """
                What  Why            How
                ----  -------------  ---
                it    unforeseeable  by
                is                   and
                of                   by
                use

                """)
    }

    @Test func longCellsAreCutWhereAsked() {
        let text = sample(overflow: .truncate).rendered(for: terminal)
        #expect(text.hasSuffix("a name that needs…  1200\n"))
    }

    @Test func coloursAreOnlyForTerminals() {
        let colourful = Terminal(isInteractive: true, reportedWidth: 80, environment: [:])
        #expect(sample().rendered(for: colourful).contains("\u{1B}[32ma name"))
        #expect(!sample().rendered(for: .plain).contains("\u{1B}"))
    }

    @Test func shortRowsAreFilledAndNoHeadsAreNoLines() {
        var table = Table([Table.Column(""), Table.Column("")])
        table.append(["only"])
        table.append([])
        #expect(table.rendered(for: .plain) == "only\n\n")
    }

    @Test(arguments: [1, 5, 9, 20, 60])
    func linesFitTheTerminalFromAFewColumnsOn(width: Int) {
        let narrow = Terminal(isInteractive: true, reportedWidth: width, environment: [:], noColour: true)
        let widest = sample().rendered(for: narrow).split(separator: "\n").map { DisplayWidth.of(String($0)) }
            .max()
        #expect(widest.map { $0 <= max(width, 10) } == true)
    }
}
