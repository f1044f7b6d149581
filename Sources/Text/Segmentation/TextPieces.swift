/// Cuts a passage into pieces of a few sentences.
///
/// A small model keeps to three sentences and drifts away from ten when it writes; and a passage learned as
/// one long sequence gives one optimizer step an epoch, too few to take it in.
package struct TextPieces: Sendable {
    private let size: TextSize?
    /// The measure of the model that learns them.
    package let measure: TextMeasure

    /// Pieces of a size; `nil` leaves a passage whole.
    ///
    /// A sentence is cut only where it alone is longer than the maximum.
    package init(size: TextSize?, measure: TextMeasure) {
        self.size = size
        self.measure = measure
    }

    /// The pieces in order, each of whole sentences with what stands between them: lines stay lines.
    ///
    /// A part of a sentence is a piece of its own.
    /// Cost: linear in the length of the text.
    package func of(_ text: String) -> [String] {
        guard let size else { return [text] }
        let cutter = TextCutter(measure: measure, maximum: size.maximum)
        let atoms = cutter.atoms(of: text[...], at: .sentence)
        let gaps = cutter.gaps(in: atoms)
        var pieces: [String] = []
        var start = 0
        var sum = 0
        func close(before end: Int) {
            pieces += cutter.joined(atoms[start..<end]).map { String($0.text) }
        }
        for (index, atom) in atoms.enumerated() {
            sum += gaps[index] + atom.size
            let isApart = atom.isPart || start < index && atoms[index - 1].isPart
            if start < index, isApart || sum > size.target {
                close(before: index)
                start = index
                sum = atom.size
            }
        }
        close(before: atoms.count)
        return pieces
    }
}
