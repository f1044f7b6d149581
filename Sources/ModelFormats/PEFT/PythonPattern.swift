import Files

/// A regular expression in Python's syntax that is only asked whether it matches a whole module name.
///
/// PEFT matches modules with Python's `re`, whose syntax differs from that of the platform's engines, and
/// adapters come from strangers: a backtracking engine can be kept busy for years by one short pattern. Since
/// only yes or no is asked, the matcher computes the set of positions where each part can end, which takes
/// polynomial time. Look-ahead works; look-behind, back-references and inline flags are refused by name.
struct PythonPattern: Sendable {
    /// A part of the expression; the indices point into ``nodes``.
    enum Node {
        case empty
        case scalar(ScalarClass)
        case sequence([Int])
        case choice([Int])
        case `repeat`(Int, minimum: Int, maximum: Int?)
        case look(Int, negated: Bool)
        case start
        case end
        case wordBoundary(negated: Bool)
    }

    /// Longest expression accepted, in scalars.
    static let patternLimit = 2048
    /// Longest name that is matched, in scalars; a longer one never matches.
    static let nameLimit = 256

    let nodes: [Node]
    let root: Int

    /// Parses `text`.
    ///
    /// - Throws: `Diagnosis` at `place` of `file` with `.malformed` for what Python refuses too,
    ///   `.unsupportedFeature` for what is not supported here, `.limitExceeded` when it is too long or too
    ///   deep.
    init(_ text: String, file: String, place: String) throws(Diagnosis) {
        var parser = PythonPatternParser(text, file: file, place: place)
        root = try parser.parse()
        nodes = parser.nodes
    }

    /// Whether the expression matches the whole of `name`, as Python's `re.fullmatch` says.
    func matches(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        guard scalars.count <= Self.nameLimit else { return false }
        var matcher = Matcher(nodes: nodes, text: scalars)
        return matcher.ends(of: root, from: 0).contains(scalars.count)
    }

    private struct Matcher {
        let nodes: [Node]
        let text: [Unicode.Scalar]
        private var known: [Int: [Int]] = [:]

        init(nodes: [Node], text: [Unicode.Scalar]) {
            self.nodes = nodes
            self.text = text
        }

        /// The positions where a match of `node` that begins at `start` can end, rising.
        mutating func ends(of node: Int, from start: Int) -> [Int] {
            let key = node * (text.count + 1) + start
            if let ends = known[key] { return ends }
            let ends = compute(nodes[node], from: start)
            known[key] = ends
            return ends
        }

        private mutating func ends(of node: Int, from starts: [Int]) -> [Int] {
            var reached = [Bool](repeating: false, count: text.count + 1)
            for start in starts {
                for end in ends(of: node, from: start) { reached[end] = true }
            }
            return reached.indices.filter { reached[$0] }
        }

        private mutating func compute(_ node: Node, from start: Int) -> [Int] {
            switch node {
            case .empty: return [start]
            case .scalar(let wanted):
                return start < text.count && wanted.contains(text[start]) ? [start + 1] : []
            case .sequence(let parts):
                var positions = [start]
                for part in parts where !positions.isEmpty { positions = ends(of: part, from: positions) }
                return positions
            case .choice(let parts):
                var reached: Set<Int> = []
                for part in parts { reached.formUnion(ends(of: part, from: start)) }
                return reached.sorted()
            case .repeat(let part, let minimum, let maximum):
                return repeated(part, minimum: minimum, maximum: maximum, from: start)
            case .look(let part, let negated):
                return ends(of: part, from: start).isEmpty == negated ? [start] : []
            case .start: return start == 0 ? [start] : []
            case .end: return start == text.count ? [start] : []
            case .wordBoundary(let negated):
                let before = start > 0 && ScalarClass.word.contains(text[start - 1])
                let after = start < text.count && ScalarClass.word.contains(text[start])
                return (before != after) != negated ? [start] : []
            }
        }

        private mutating func repeated(_ part: Int, minimum: Int, maximum: Int?, from start: Int) -> [Int] {
            var positions = [start]
            for _ in 0..<minimum where !positions.isEmpty { positions = ends(of: part, from: positions) }
            var reached = Set(positions)
            var rounds = minimum
            // A round that adds no new position ends the search, so that empty matches do not go on for ever.
            while !positions.isEmpty, maximum.map({ rounds < $0 }) ?? true {
                positions = ends(of: part, from: positions).filter { reached.insert($0).inserted }
                rounds += 1
            }
            return reached.sorted()
        }
    }
}
