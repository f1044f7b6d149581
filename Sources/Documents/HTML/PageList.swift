/// A list on a page while it is read.
struct PageList {
    /// How many lists of its own kind stand around it.
    var depth: Int
    /// The number of the next item; nil for a list with bullets.
    private var next: Int?
    private var step = 1
    /// For a list that counts down to 1: where the items' blocks are, which get their numbers at the end.
    private var unnumbered: [(piece: Int, number: Int)]?

    /// Begins a list.
    ///
    /// - Parameters:
    ///   - isOrdered: whether its items have numbers.
    ///   - depth: the lists around it.
    ///   - attribute: gives an attribute's value.
    init(isOrdered: Bool, depth: Int, _ attribute: (String) -> String?) {
        self.depth = depth
        guard isOrdered else { return }
        let start = attribute("start").flatMap(Self.number)
        next = start ?? 1
        guard attribute("reversed") != nil else { return }
        step = -1
        if start == nil {
            next = 0
            unnumbered = []
        }
    }

    /// The mark of the next item, whose first block will be at a place.
    mutating func mark(value: String?, piece: Int) -> String {
        guard let number = value.flatMap(Self.number) ?? next, next != nil else { return "-" }
        next = number &+ step
        if value == nil { unnumbered?.append((piece, number)) }
        return "\(number)."
    }

    /// Numbers the items of a list that counts down.
    func number(_ pieces: inout [PagePiece]) {
        guard let unnumbered else { return }
        for item in unnumbered where item.piece < pieces.count {
            guard case .item(_?, let depth, let text) = pieces[item.piece].block else { continue }
            pieces[item.piece].block = .item(mark: "\(unnumbered.count &+ item.number).", depth: depth, text)
        }
    }

    /// Numbers are written as in "3", "-1" and " 4 apples"; no list is so long that it needs more than nine digits.
    private static func number(_ value: String) -> Int? {
        value.prefixMatch(of: /\s*([+-]?[0-9]{1,9})(?![0-9])/).flatMap { Int($0.1) }
    }
}
