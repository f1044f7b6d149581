/// Cuts text where a reader would pause, into atoms of bounded size.
///
/// What is too long falls apart at its longest pauses, and each part that still is at the next shorter ones: paragraphs,
/// sentences, lines, clauses and so on, down to scalars.
///
/// Cost: linear; on each way down what has become shorter is measured once, and once more where it is put together, as
/// tokens may join differently there.
struct TextCutter {
    let measure: TextMeasure
    /// The longest atom, in tokens; only a single scalar is left longer.
    let maximum: Int

    /// Bytes that tokens of a long text have at most, on average.
    private static let bytesOfToken = 32

    /// The stretches between pauses of a kind; shorter ones only of what is too long.
    ///
    /// Parts of a sentence are put together as far as they go.
    func atoms(of text: Substring, at pause: Pause) -> [TextAtom] {
        let stretches = pause.stretches(of: text)
        if pause.isInSentence, pause != .character, stretches.count == 1 {
            return atoms(of: text, at: pause.shorter)
        }
        let found = stretches.flatMap { stretch in
            atom(stretch, isPart: pause.isInSentence).map { [$0] } ?? atoms(of: stretch, at: pause.shorter)
        }
        // Room for parts that end at a better pause.
        return pause.isInSentence ? packed(found, target: max(1, maximum * 3 / 4)) : found
    }

    /// A stretch as an atom, unless it is too long: which is seen without measuring it where it is very long.
    private func atom(_ text: Substring, isPart: Bool) -> TextAtom? {
        let isScalar = text.unicodeScalars.dropFirst().isEmpty
        guard isScalar || text.utf8.count / Self.bytesOfToken <= maximum else { return nil }
        let size = measure.size(of: text)
        return isScalar || size <= maximum ? TextAtom(text: text, size: size, isPart: isPart) : nil
    }

    /// Neighbouring atoms of one text put together to about equal size, near the target.
    func packed(_ atoms: [TextAtom], target: Int) -> [TextAtom] {
        let gaps = gaps(in: atoms)
        let total = zip(atoms, gaps).reduce(0) { $0 + $1.0.size + $1.1 }
        guard total > maximum else { return joined(atoms[...]) }
        let parts = max((total + target / 2) / target, (total + maximum - 1) / maximum, 1)
        let goal = total / parts
        var packed: [TextAtom] = []
        var start = 0
        var sum = 0
        for (index, atom) in atoms.enumerated() {
            let longer = sum + gaps[index] + atom.size
            if start < index, longer > maximum || longer - goal > goal - sum {
                packed += joined(atoms[start..<index])
                start = index
                sum = atom.size
            } else {
                sum = longer
            }
        }
        return packed + joined(atoms[start...])
    }

    /// The length of what stands between each atom and the one before; a space is part of the word after it.
    func gaps(in atoms: [TextAtom]) -> [Int] {
        atoms.indices.map { index in
            guard index > 0 else { return 0 }
            let text = atoms[index].text
            let between = text.base[atoms[index - 1].text.endIndex..<text.startIndex]
            return between.utf8.count <= 1 && between != "\n" ? 0 : measure.size(of: between)
        }
    }

    /// The text from the first atom to the last, with what stands between them: whole, unless it is longer than the maximum
    /// after all, which sums of its atoms' sizes can't tell to the token.
    func joined(_ atoms: ArraySlice<TextAtom>) -> [TextAtom] {
        guard let first = atoms.first, let last = atoms.last else { return [] }
        let text = first.text.base[first.text.startIndex..<last.text.endIndex].trimmingSpaces()
        if text.isEmpty { return [] }
        let size = atoms.count == 1 ? first.size : measure.size(of: text)
        guard size > maximum, atoms.count > 1 else {
            return [TextAtom(text: text, size: size, isPart: first.isPart)]
        }
        let middle = atoms.startIndex + atoms.count / 2
        return joined(atoms[..<middle]) + joined(atoms[middle...])
    }
}
