/// Tells which lines are set in type whose letters are all equally wide: code and listings.
///
/// The layout doesn't name fonts. In proportional type two words of a line hardly ever have the same width a letter;
/// in fixed type all have, and all lines of that font have the same ratio of width to height.
struct PDFFixedPitch {
    /// Widths that count as equal, as a share.
    private static let tolerance = 0.012
    /// The share of a document's letters above which fixed type is nothing special there.
    private static let everywhere = 0.6

    /// For each line, the width of its letters; none for proportional type.
    let pitches: [Double?]

    init(_ lines: [PDFLayout.Line]) {
        let candidates = lines.map(Self.pitch)
        // Lines with several words say which ratios are fonts; two words may be equally wide by chance, and digits
        // are in most type.
        var fonts: Set<Int> = []
        for (line, found) in zip(lines, candidates) {
            let texts = line.words.filter {
                $0.text.unicodeScalars.count > 1 && $0.text.contains(where: \.isLetter)
            }
            if let found, found.words > 2, texts.count > 1 { fonts.insert(Self.ratio(found.pitch, line)) }
        }
        var pitches: [Double?] = zip(lines, candidates).map { line, found in
            guard let found, found.words > 1 else { return nil }
            let ratio = Self.ratio(found.pitch, line)
            return (ratio - 1...ratio + 1).contains(where: fonts.contains) ? found.pitch : nil
        }
        // A lone word is code where it stands next to code of the same type.
        for order in [Array(lines.indices), lines.indices.reversed()] {
            for (before, index) in zip(order, order.dropFirst()) {
                guard pitches[index] == nil, let known = pitches[before], let found = candidates[index],
                    lines[index].page == lines[before].page, Self.areEqual(known, found.pitch)
                else { continue }
                pitches[index] = known
            }
        }
        var (all, fixed) = (0, 0)
        for (line, pitch) in zip(lines, pitches) {
            let letters = line.words.map(\.text.unicodeScalars.count).reduce(0, +)
            all += letters
            if pitch != nil { fixed += letters }
        }
        self.pitches =
            Double(fixed) > Self.everywhere * Double(all) ? lines.map { _ in nil } : pitches
    }

    /// The width that all letters of a line have, and how many words say so.
    private static func pitch(of line: PDFLayout.Line) -> (pitch: Double, words: Int)? {
        var pitch: Double?
        var words = 0
        for word in line.words {
            let letters = word.text.unicodeScalars.count
            let width = (word.box.right - word.box.left) / Double(letters)
            // Characters of some scripts are all equally wide in any type; one letter by itself says nothing.
            guard width > 0, word.text.unicodeScalars.allSatisfy({ $0.value < 0x2E80 }) else { return nil }
            guard letters > 1 else { continue }
            if let pitch, !areEqual(pitch, width) { return nil }
            pitch = pitch ?? width
            words += 1
        }
        let single = line.words.first.map { $0.box.right - $0.box.left }
        return (pitch ?? single).map { ($0, words) }
    }

    private static func ratio(_ pitch: Double, _ line: PDFLayout.Line) -> Int {
        Int(100 * pitch / max(line.size, 0.01))
    }

    private static func areEqual(_ one: Double, _ other: Double) -> Bool {
        abs(one - other) <= tolerance * one
    }
}
