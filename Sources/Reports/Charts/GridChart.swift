package import SelfAdaptation
import Text

/// A task of grids: its demonstrations, then its tests with what was answered.
package struct GridChart: Chart {
    /// A grid with what it is.
    struct Panel: Sendable {
        let name: String
        /// `nil` for an answer that is no grid.
        let grid: Grid?
        var isWrong = false
    }

    /// Answers to all tests from one source.
    package struct Answers: Sendable {
        /// Whose they are.
        package let name: String
        /// One for each test; none when the source has none.
        package let answers: [Exam.Answer]
        /// The share of the source's tries that solve the task; the answers are those given most often.
        package let share: Double?

        /// Answers under a name, of one try or of several.
        package init(_ name: String, _ answers: [Exam.Answer], share: Double? = nil) {
            self.name = name
            self.answers = answers
            self.share = share
        }

        /// What the answer to a test is worth, in a word or as a share.
        package func verdict(test index: Int) -> String {
            if let share, 0 < share, share < 1 { return "right in \(Quantity.percent(share))" }
            return answers[index].isCorrect ? "right" : "wrong"
        }
    }

    let title: String
    let summary: String
    /// Grids that are shown with an arrow from the first to the others.
    private let groups: [[Panel]]

    /// Draws a task with answers to its tests.
    package init(_ task: GridTask, answers: [Answers] = [], showsDemonstrations: Bool = true) {
        title = "Task \(task.name)"
        let demonstrations = showsDemonstrations ? task.demonstrations : []
        groups =
            demonstrations.enumerated().map { index, pair in
                [Panel(name: "pair \(index + 1)", grid: pair.input), Panel(name: "", grid: pair.output)]
            }
            + task.tests.enumerated().map { index, pair in
                [
                    Panel(name: task.tests.count > 1 ? "test \(index + 1)" : "test", grid: pair.input),
                    Panel(name: "wanted", grid: pair.output),
                ]
                    + answers.filter { $0.answers.indices.contains(index) }.map { source in
                        let answer = source.answers[index]
                        return Panel(
                            name: "\(source.name): \(source.verdict(test: index))",
                            grid: Grid(text: answer.text), isWrong: !answer.isCorrect)
                    }
            }
        summary =
            "\(Quantity.count(task.demonstrations.count)) demonstrations and \(Quantity.count(task.tests.count)) "
            + "tests, as coloured grids."
    }

    private static let gap = 12.0
    private static let arrow = 26.0
    private static let caption = 18.0

    /// Panels from left to right, going on below where the drawing ends; a pair stays together.
    func drawing(width: Double) -> Drawing {
        var shapes: [Markup] = []
        var (x, y, height) = (0.0, 0.0, 0.0)
        func breakLine() {
            guard x > 0 else { return }
            (x, y, height) = (0, y + height + Self.gap, 0)
        }
        for group in groups {
            let cell = Self.cell(group)
            let sizes = group.map { Self.size($0, cell: cell) }
            let pair = sizes.prefix(2).map(\.width).reduce(Self.arrow, +)
            // Tests stand below the demonstrations, each with its answers.
            if group.count > 2 || x + pair > width { breakLine() }
            for (index, (panel, size)) in zip(group, sizes).enumerated() {
                if index == 1 {
                    shapes.append(
                        .words("→", x + Self.arrow / 2, y + Self.caption + size.height / 2, anchor: "middle"))
                    x += Self.arrow
                } else if index > 1 {
                    if x + Self.gap + size.width > width { breakLine() } else { x += Self.gap }
                }
                shapes += Self.draw(panel, x, y, cell: cell)
                x += size.width
                height = max(height, Self.caption + size.height)
            }
            x += 2 * Self.gap
        }
        return Drawing(width: width, height: y + height + 2, shapes: shapes)
    }

    /// The side of a cell: small grids are drawn larger, and all grids of a group alike.
    private static func cell(_ group: [Panel]) -> Double {
        let longest = group.compactMap(\.grid).map { max($0.rows, $0.columns) }.max() ?? 1
        return min(18, max(5, (120 / Double(longest)).rounded(.down)))
    }

    private static func size(_ panel: Panel, cell: Double) -> (width: Double, height: Double) {
        let grid = (
            width: Double(panel.grid?.columns ?? 3) * cell, height: Double(panel.grid?.rows ?? 3) * cell
        )
        return (max(grid.width, TextWidth.of(panel.name, size: 11)), grid.height)
    }

    private static func draw(_ panel: Panel, _ x: Double, _ y: Double, cell: Double) -> [Markup] {
        let name = Markup.words(panel.name, x, y + 11, panel.isWrong ? "small" : "small muted")
        let top = y + caption
        guard let grid = panel.grid else {
            return [name, .words("no grid", x, top + 12, "muted small")]
        }
        var shapes = [name]
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                shapes.append(
                    .rectangle(
                        x + Double(column) * cell, top + Double(row) * cell, width: cell, height: cell,
                        "cell c\(grid[row, column])"))
            }
        }
        return shapes
    }
}
