import Documents
import Foundation
import Testing

struct NotebookTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func document(_ json: String) async throws -> Document {
        try #require(try await DocumentReader().read(folder.write("wind.ipynb", json)).documents.first)
    }

    @Test func cellsAreReadInTheirOrder() async throws {
        let document = try await document(
            #"""
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
              {"cell_type": "markdown", "source": ["# Wind\n", "\n", "It *blew* at 14 bar."]},
              {"cell_type": "code", "source": "bars = [14]\n\n    sum(bars)", "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["10 %\r100 %\n", "\u001b[1;31mdone\u001b[0m\n"]},
                {"output_type": "execute_result", "data": {"text/plain": "  bars\n0   14", "text/html": "<b>14</b>"}}]},
              {"cell_type": "raw", "source": "kept"}]}
            """#)
        #expect(document.format == .notebook)
        #expect(document.title == "Wind")
        #expect(
            document.text
                == "Wind\n\nIt blew at 14 bar.\n\nbars = [14]\n\n    sum(bars)\n\n100 %\ndone\n\n  bars\n0   14\n\nkept"
        )
        #expect(document.leftOut.isEmpty)
    }

    @Test func whatIsNoTextIsToldAndLeftOut() async throws {
        let document = try await document(
            #"""
            {"nbformat": 4, "cells": [{"cell_type": "code", "source": "plot()", "outputs": [
                {"output_type": "display_data", "data": {"image/png": "iVBOR", "text/plain": "<Figure size 640x480>"}},
                {"output_type": "display_data", "data": {"application/json": {}}},
                {"output_type": "error", "ename": "ValueError", "evalue": "no wind", "traceback": ["--", "lines"]}]}]}
            """#)
        #expect(document.text == "plot()\n\nValueError: no wind")
        #expect(document.leftOut.map(\.what) == ["2 outputs"])
        #expect(document.leftOut.first?.place == "cell 1")
    }

    @Test func theThirdVersionIsRead() async throws {
        let document = try await document(
            #"""
            {"nbformat": 3, "worksheets": [{"cells": [
              {"cell_type": "heading", "level": 2, "source": "Wind"},
              {"cell_type": "code", "input": ["bars"], "outputs": [{"output_type": "pyout", "text": ["14"]},
                {"output_type": "display_data", "png": "iVBOR", "text": "<Figure>"}]}]}]}
            """#)
        #expect(document.text == "Wind\n\nbars\n\n14")
        #expect(document.leftOut.count == 1)
    }

    @Test(arguments: [
        #"{"nbformat": 4, "cells": [1, null, {}, {"source": 3}, {"cell_type": "code", "source": [1, "a"], "outputs": [2]}]}"#,
        #"{"nbformat": 3, "worksheets": [7, {"cells": 1}, {"cells": [{"cell_type": "code", "input": "a"}]}]}"#,
        #"{"nbformat": 4, "metadata": 3, "cells": [{"cell_type": "heading", "level": 1e30, "source": "a"}]}"#,
    ])
    func strayValuesDoNoHarm(json: String) async throws {
        #expect(try await document(json).text == "a")
    }
}
