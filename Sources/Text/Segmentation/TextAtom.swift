/// A stretch of text that is cut no further, and what it counts.
struct TextAtom {
    /// The text, without white space at its ends.
    let text: Substring
    /// Its length, in tokens.
    let size: Int
    /// The length of the white space between the atom before and this one; a space is part of the word after it.
    let gap: Int
    /// Whether it is a part of a sentence that is too long.
    let isPart: Bool

    /// An atom that follows another one of the same text, or begins it.
    init(
        _ text: Substring, size: Int, after last: TextAtom?, isPart: Bool = false, measure: TextMeasure
    ) {
        self.isPart = isPart
        self.text = text
        self.size = size
        guard let last else {
            gap = 0
            return
        }
        let between = text.base[last.text.endIndex..<text.startIndex]
        gap = between.utf8.count <= 1 && between != "\n" ? 0 : measure.size(of: between)
    }
}

extension TextMeasure {
    /// Bytes that tokens of a long text have at most, on average.
    private static let bytesOfToken = 32

    /// The atoms of a text: each stretch that it falls into, or, where that is longer than `maximum`, what `finer` makes of
    /// it.
    ///
    /// Cost: each stretch is measured once, unless it is so long that there is no need to.
    func atoms(
        _ stretches: [Substring], after last: TextAtom? = nil, maximum: Int,
        finer: (Substring, TextAtom?) -> [TextAtom]
    ) -> [TextAtom] {
        var atoms: [TextAtom] = []
        for stretch in stretches {
            let last = atoms.last ?? last
            if stretch.utf8.count / Self.bytesOfToken <= maximum {
                let size = size(of: stretch)
                if size <= maximum {
                    atoms.append(TextAtom(stretch, size: size, after: last, measure: self))
                    continue
                }
            }
            atoms += finer(stretch, last)
        }
        return atoms
    }

    /// The sentences of a text as atoms; parts of a sentence only where it alone is longer than `maximum`.
    func sentences(in text: Substring, after last: TextAtom? = nil, maximum: Int) -> [TextAtom] {
        let cutter = PauseCutter(measure: self, maximum: maximum)
        return atoms(SentenceSplitter.sentences(in: text), after: last, maximum: maximum) { sentence, last in
            var parts: [TextAtom] = []
            for part in cutter.parts(of: sentence) {
                parts.append(
                    TextAtom(
                        part, size: size(of: part), after: parts.last ?? last, isPart: true, measure: self))
            }
            return parts
        }
    }

    /// The text from the first atom to the last, with what stands between them: whole, unless it is longer than
    /// `maximum` after all, which sums of its atoms' sizes can't tell to the token.
    func joined(_ atoms: ArraySlice<TextAtom>, maximum: Int) -> [(text: Substring, size: Int)] {
        guard let first = atoms.first, let last = atoms.last else { return [] }
        let text = first.text.base[first.text.startIndex..<last.text.endIndex]
        let size = atoms.count == 1 ? first.size : size(of: text)
        guard size > maximum, atoms.count > 1 else { return [(text, size)] }
        let middle = atoms.startIndex + atoms.count / 2
        return joined(atoms[..<middle], maximum: maximum) + joined(atoms[middle...], maximum: maximum)
    }
}
