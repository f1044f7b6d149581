import Foundation
import Text

/// Numbers as they stand in sentences and tables: no line ends within them, and a minus is a minus.
enum FigureText {
    /// A share of one: `41.5 %`.
    static func share(_ share: Double, places: Int = 1) -> String {
        unbroken(Quantity.percent(share, places: places))
    }

    /// A share that may be missing.
    static func share(_ value: Double?) -> String { value.map { share($0) } ?? "n/a" }

    /// A difference with its sign.
    static func signed(_ value: Double, places: Int = 1) -> String {
        "\(value > 0 ? "+" : "")\(decimal(value, places: places))"
    }

    /// A number that may be less than zero.
    static func decimal(_ value: Double, places: Int = 1) -> String {
        Quantity.decimal(value, places: places).replacingOccurrences(of: "-", with: "−")
    }

    /// The text on one line.
    static func unbroken(_ text: String) -> String { text.replacingOccurrences(of: " ", with: "\u{A0}") }
}
