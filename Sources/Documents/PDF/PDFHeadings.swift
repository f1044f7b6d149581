/// Tells which lines of a PDF are headings, and of which level.
///
/// The layout gives the size of the type and nothing of its weight. Larger type than most of the text is a heading's;
/// in the text's own size, only a line by itself that begins with a section's number ("2.1 Power") is.
struct PDFHeadings {
    /// How much larger a heading's type is at least.
    private static let larger = 1.14
    /// Sizes that count as one.
    private static let step = 1.04
    private static let mostLevels = 6
    /// The most characters of a heading.
    static let longest = 200

    /// The size of most of the text.
    let body: Double
    /// The smallest size of each level, the largest level first.
    private let sizes: [Double]

    /// Learns the sizes that a document uses.
    ///
    /// - Parameter lines: those that are text and no code.
    init(_ lines: some Sequence<PDFLayout.Line>) {
        var letters: [Int: Int] = [:]
        for line in lines { letters[Int(10 * line.size), default: 0] += line.text.unicodeScalars.count }
        // Of equal shares the larger, so that the order of a dictionary decides nothing.
        let most = letters.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
        body = Double(most) / 10 + 0.05
        var sizes: [Double] = []
        for size in letters.keys.sorted(by: >).map({ Double($0) / 10 }) where size > Self.larger * body {
            if let last = sizes.last, last < size * Self.step {
                sizes[sizes.count - 1] = size
            } else if sizes.count < Self.mostLevels {
                sizes.append(size)
            }
        }
        self.sizes = sizes
    }

    /// The level of a line that may be a heading; none for one that can't.
    func level(of line: PDFLayout.Line, isAlone: Bool) -> Int? {
        let text = line.text
        guard text.count <= Self.longest, text.contains(where: \.isLetter) else { return nil }
        if line.size > Self.larger * body {
            return 1 + (sizes.firstIndex { line.size >= $0 - 0.05 } ?? sizes.count - 1)
        }
        guard isAlone, line.size > 0.95 * body, text.count <= 80, line.words.count > 1,
            let depth = Self.depth(line.words[0].text), depth > 1,
            line.words[1].text.first?.isUppercase == true,
            let last = text.last, !".;:,".contains(last), !LineHyphens.endsWithHyphen(text)
        else { return nil }
        return min(sizes.count + depth - 1, Self.mostLevels)
    }

    /// 2 for "3.1", 3 for "A.2.5."; none for what is no section's number.
    private static func depth(_ word: String) -> Int? {
        let parts = (word.hasSuffix(".") ? word.dropLast() : word[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.enumerated().allSatisfy { index, part in
            (1...3).contains(part.count)
                && (part.allSatisfy { "0123456789".contains($0) }
                    || index == 0 && part.count == 1 && part.allSatisfy(\.isUppercase))
        }
        return isNumber && parts.count <= 5 ? parts.count : nil
    }
}
