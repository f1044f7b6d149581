package import SelfAdaptation

/// Tasks of grids as one page that needs nothing else.
package struct GridPage: Sendable {
    private let title: String
    private let charts: [(name: String, chart: GridChart)]

    /// A page with some tasks, each with its answers.
    package init(title: String, tasks: [GridTask], answers: [[GridChart.Answers]]? = nil) {
        self.title = title
        charts = tasks.enumerated().map { index, task in
            (task.name, GridChart(task, answers: answers?[index] ?? []))
        }
    }

    /// The page as HTML that is well-formed XML, too.
    ///
    /// - Throws: Mustache's error if the template itself is wrong.
    package func html() throws -> String {
        try ReportTemplate.render(
            Page(
                title: "\(title): tasks", kicker: "Selkie: tasks of grids", name: title, sentences: [],
                facts: [Fact(label: "Tasks", value: "\(charts.count)")], style: ReportStyle.sheet,
                sections: charts.enumerated().map { index, entry in
                    Section(
                        id: "task-\(index)", heading: entry.name,
                        figures: [Figure(entry.chart, id: "grids-\(index)")])
                }))
    }

    /// The first task as an SVG file.
    package func picture() -> String { charts.first?.chart.standalone(width: 800) ?? "" }
}
