/// The colours of one theme.
///
/// Words have at least 4.5:1 contrast with the ground, shapes 3:1. Series differ in lightness and form as well as in
/// hue, so that they are told apart by readers who see few colours, and in a print without any.
struct Palette: Sendable {
    let ground: String
    let text: String
    let muted: String
    let grid: String
    let axis: String
    /// Colours of series, in the order of their classes `s1`, `s2` and so on.
    let series: [String]

    /// For a light ground, and for paper.
    static let light = Palette(
        ground: "#ffffff", text: "#1b1f24", muted: "#57606a", grid: "#e4e7eb", axis: "#8c959f",
        series: ["#0b62a8", "#b84a00", "#57606a", "#168a72", "#7b3f8c"])
    /// For a dark ground.
    static let dark = Palette(
        ground: "#15181d", text: "#e6e9ee", muted: "#a3abb6", grid: "#2c323a", axis: "#707a87",
        series: ["#6cb6ff", "#f2a35e", "#a3abb6", "#5cc9a7", "#d0a6f0"])
}

/// Style sheet rules that all charts share.
enum ChartStyle {
    /// The colours of cells 0...9 in grids: those in which the puzzles are usually shown, in every theme.
    private static let cells = [
        "#000000", "#0074d9", "#ff4136", "#2ecc40", "#ffdc00", "#aaaaaa", "#f012be", "#ff851b", "#7fdbff",
        "#870c25",
    ]

    /// The rules for one theme; none of them begins with more than the class of a chart.
    static func rules(_ palette: Palette) -> String {
        let series = palette.series.enumerated().map { ".chart .s\($0 + 1){color:\($1)}" }
        let cells = Self.cells.enumerated().map { ".chart .c\($0){fill:\($1)}" }
        return """
            .chart{font-family:system-ui,-apple-system,"Segoe UI","Helvetica Neue","DejaVu Sans",sans-serif}
            .chart text{font-size:12px;fill:\(palette.text)}
            .chart .muted{fill:\(palette.muted)}
            .chart .small{font-size:11px}
            .chart .value{font-weight:600;paint-order:stroke;stroke:\(palette.ground);stroke-width:5px;stroke-linejoin:round}
            .chart .ink{color:\(palette.text)}
            .chart .ground{fill:\(palette.ground)}
            .chart .grid{stroke:\(palette.grid)}
            .chart .axis{stroke:\(palette.axis)}
            .chart .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}
            .chart .thin{stroke:currentColor;stroke-width:1.5}
            .chart .dashed{stroke-dasharray:5 4}
            .chart .solid{fill:currentColor}
            .chart .hollow{fill:\(palette.ground);stroke:currentColor;stroke-width:1.75}
            .chart .cell{stroke:#6b7280;stroke-width:.5}
            \((series + cells).joined(separator: "\n"))
            """
    }
}
