import Console
import Reports
import SelfAdaptation
import Text

/// A task of grids as a terminal shows it: each pair as two grids with an arrow between.
struct TaskDrawing {
    /// The lines of the drawing.
    let text: String

    /// Draws a task with answers to its tests for a terminal.
    init(_ task: GridTask, answers: [GridChart.Answers] = [], for terminal: Terminal) {
        let paint = GridPaint(for: terminal)
        let style = Style(for: terminal)
        var lines = [style(TextLayout.singleLine(task.name), .bold), "", "Demonstrations:", ""]
        lines += paint.beside(task.demonstrations.map { Self.pair($0, paint) })
        for (index, test) in task.tests.enumerated() {
            lines += ["", task.tests.count == 1 ? "Test:" : "Test \(index + 1):", ""]
            lines += paint.beside([Self.pair(test, paint)])
            for source in answers {
                guard source.answers.indices.contains(index) else {
                    lines += ["", "\(source.name): \(style("no answer, its recipe was unusable", .red))"]
                    continue
                }
                let answer = source.answers[index]
                let verdict = style(source.verdict(test: index), answer.isCorrect ? .green : .red)
                lines += ["", "\(source.name): \(verdict)"]
                if !answer.isCorrect {
                    lines += Grid(text: answer.text).map { paint.lines($0.values).map(\.text) } ?? ["no grid"]
                }
            }
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func pair(_ pair: GridPair, _ paint: GridPaint) -> [GridPaint.Line] {
        let (input, output) = (paint.lines(pair.input.values), paint.lines(pair.output.values))
        // The arrow stands half-way down.
        let above = (max(input.count, output.count) - 1) / 2
        let arrow =
            Array(repeating: GridPaint.Line(text: " ", width: 1), count: above)
            + [GridPaint.Line(text: "→", width: 1)]
        let width = (input.first?.width ?? 0) + (output.first?.width ?? 0) + 5
        return GridPaint(for: .plain).beside([input, arrow, output], gap: 2).map {
            GridPaint.Line(text: $0, width: width)
        }
    }
}
