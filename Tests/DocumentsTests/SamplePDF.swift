import Foundation

/// Describes pages as `pdftotext -bbox-layout` does.
struct SamplePDF {
    /// A block of lines, one below the other.
    struct Block {
        var left = 72.0
        var top = 100.0
        var size = 10.0
        var isFixedPitch = false
        var lines: [String]

        init(
            _ lines: String..., left: Double = 72, top: Double = 100, size: Double = 10,
            isFixedPitch: Bool = false
        ) {
            self.left = left
            self.top = top
            self.size = size
            self.isFixedPitch = isFixedPitch
            self.lines = lines
        }

        /// A line's leading spaces move it by half its size each.
        fileprivate var xml: String {
            let lines = lines.enumerated().map { row, line in
                let indentation = Double(line.prefix { $0 == " " }.count) * size * (isFixedPitch ? 0.6 : 0.5)
                var x = left + indentation
                let y = top + Double(row) * 1.3 * size
                let words = line.split(separator: " ").map { word in
                    let width = size * word.reduce(0.0) { $0 + self.width(of: $1) }
                    defer { x += width + size * (isFixedPitch ? 0.6 : 0.25) }
                    return "<word \(box(x, y, x + width, y + size))>\(escaped(word))</word>\n"
                }
                return "<line \(box(left, y, x, y + size))>\n\(words.joined())</line>\n"
            }
            return "<block \(box(left, top, left + 1, top + 1))>\n\(lines.joined())</block>\n"
        }

        private func width(of letter: Character) -> Double {
            if isFixedPitch { return 0.6 }
            return "ijlt.,:'".contains(letter)
                ? 0.25 : "mwMW".contains(letter) ? 0.8 : letter.isUppercase ? 0.65 : 0.5
        }

        private func box(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> String {
            "xMin=\"\(left)\" yMin=\"\(top)\" xMax=\"\(right)\" yMax=\"\(bottom)\""
        }

        private func escaped(_ word: Substring) -> String {
            String(word).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
                ">", with: "&gt;")
        }
    }

    /// What the tool prints about pages of 600 by 800 points.
    static func layout(title: String = "", _ pages: [[Block]]) -> String {
        let pages = pages.map { blocks in
            "<page width=\"600.0\" height=\"800.0\">\n<flow>\n\(blocks.map(\.xml).joined())</flow>\n</page>\n"
        }
        return
            "<html><head><title>\(title)</title></head><body><doc>\n\(pages.joined())</doc></body></html>\n"
    }
}
