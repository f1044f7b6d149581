import Files

/// Parses Python's regular expressions into ``PythonPattern/Node``s by recursive descent.
struct PythonPatternParser {
    private(set) var nodes: [PythonPattern.Node] = []
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private let file: String
    private let place: String
    private static let deepest = 32
    private static let mostRepeats = 1000

    init(_ text: String, file: String, place: String) {
        scalars = Array(text.unicodeScalars)
        self.file = file
        self.place = place
    }

    /// Parses the whole text and returns the index of its root.
    ///
    /// - Throws: `Diagnosis` with `.malformed`, `.unsupportedFeature` or `.limitExceeded`.
    mutating func parse() throws(Diagnosis) -> Int {
        guard scalars.count <= PythonPattern.patternLimit else {
            throw refuse(
                .limitExceeded, "the regular expression is longer than \(PythonPattern.patternLimit)")
        }
        let root = try choice(depth: 0)
        guard position == scalars.count else {
            throw refuse(.malformed, "the regular expression has a ')' too many")
        }
        return root
    }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func add(_ node: PythonPattern.Node) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }

    private mutating func choice(depth: Int) throws(Diagnosis) -> Int {
        guard depth < Self.deepest else {
            throw refuse(.limitExceeded, "the regular expression is nested more than \(Self.deepest) deep")
        }
        var branches = [try sequence(depth: depth)]
        while take("|") { branches.append(try sequence(depth: depth)) }
        return branches.count == 1 ? branches[0] : add(.choice(branches))
    }

    private mutating func sequence(depth: Int) throws(Diagnosis) -> Int {
        var parts: [Int] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            let part = try atom(depth: depth)
            parts.append(try quantified(part))
        }
        return parts.isEmpty ? add(.empty) : parts.count == 1 ? parts[0] : add(.sequence(parts))
    }

    private mutating func atom(depth: Int) throws(Diagnosis) -> Int {
        let scalar = scalars[position]
        position += 1
        switch scalar {
        case ".": return add(.scalar(.dot))
        case "^": return add(.start)
        case "$": return add(.end)
        case "(": return try group(depth: depth)
        case "[": return try bracket()
        case "\\": return try escape()
        case "*", "+", "?": throw refuse(.malformed, "the regular expression has nothing to repeat")
        default: return add(.scalar(ScalarClass(ranges: [scalar...scalar])))
        }
    }

    private mutating func group(depth: Int) throws(Diagnosis) -> Int {
        var look: Bool?
        if take("?") {
            if take("P<") {
                while let scalar = next, scalar != ">" { position += scalar == ")" ? scalars.count : 1 }
                position = min(position, scalars.count)
                guard take(">") else { throw refuse(.malformed, "a group's name has no end") }
            } else if take("=") {
                look = false
            } else if take("!") {
                look = true
            } else if take("<=") || take("<!") {
                throw refuse(.unsupportedFeature, "look-behind in regular expressions is not supported")
            } else if !take(":") {
                throw refuse(
                    .unsupportedFeature, "flags and references in regular expressions are not supported")
            }
        }
        let inner = try choice(depth: depth + 1)
        guard take(")") else { throw refuse(.malformed, "the regular expression lacks a ')'") }
        return look.map { add(.look(inner, negated: $0)) } ?? inner
    }

    private mutating func quantified(_ part: Int) throws(Diagnosis) -> Int {
        let minimum: Int
        let maximum: Int?
        if take("*") {
            (minimum, maximum) = (0, nil)
        } else if take("+") {
            (minimum, maximum) = (1, nil)
        } else if take("?") {
            (minimum, maximum) = (0, 1)
        } else if let bounds = try braces() {
            (minimum, maximum) = bounds
        } else {
            return part
        }
        // Greedy or lazy makes no difference to whether the whole matches.
        if !take("?"), take("+") {
            throw refuse(.unsupportedFeature, "possessive repetition in regular expressions is not supported")
        }
        if next == "*" || next == "+" || next == "?" {
            throw refuse(.malformed, "the regular expression repeats a repetition")
        }
        return add(.repeat(part, minimum: minimum, maximum: maximum))
    }

    /// Bounds such as `{2}`, `{2,}`, `{,3}`; anything else after a brace stands for itself.
    private mutating func braces() throws(Diagnosis) -> (Int, Int?)? {
        let start = position
        guard take("{") else { return nil }
        let first = number()
        let comma = take(",")
        let second = comma ? number() : first
        guard take("}"), first != nil || comma else {
            position = start
            return nil
        }
        let minimum = first ?? 0
        guard minimum <= Self.mostRepeats, (second ?? 0) <= Self.mostRepeats else {
            throw refuse(.limitExceeded, "the regular expression repeats more than \(Self.mostRepeats) times")
        }
        if let second, second < minimum {
            throw refuse(.malformed, "a repetition in the regular expression ends before it begins")
        }
        return (minimum, second)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let digit = next.flatMap({ $0.isASCII ? Character($0).wholeNumberValue : nil }) {
            value = min((value ?? 0) * 10 + digit, Self.mostRepeats + 1)
            position += 1
        }
        return value
    }

    private mutating func escape() throws(Diagnosis) -> Int {
        guard let scalar = next else {
            throw refuse(.malformed, "the regular expression ends in a backslash")
        }
        switch scalar {
        case "A":
            position += 1
            return add(.start)
        case "Z", "z":
            position += 1
            return add(.end)
        case "b", "B":
            position += 1
            return add(.wordBoundary(negated: scalar == "B"))
        default: return add(.scalar(try escapedClass()))
        }
    }

    /// What an escape stands for inside and outside of brackets.
    private mutating func escapedClass() throws(Diagnosis) -> ScalarClass {
        guard let scalar = next else {
            throw refuse(.malformed, "the regular expression ends in a backslash")
        }
        position += 1
        switch scalar {
        case "d", "D": return ScalarClass(sets: [(.digit, scalar == "D")])
        case "w", "W": return ScalarClass(sets: [(.word, scalar == "W")])
        case "s", "S": return ScalarClass(sets: [(.space, scalar == "S")])
        case "n": return ScalarClass(ranges: ["\n"..."\n"])
        case "t": return ScalarClass(ranges: ["\t"..."\t"])
        case "r": return ScalarClass(ranges: ["\r"..."\r"])
        default:
            guard !scalar.properties.isAlphabetic, scalar.properties.numericType == nil else {
                throw refuse(.unsupportedFeature, "'\\\(scalar)' in regular expressions is not supported")
            }
            return ScalarClass(ranges: [scalar...scalar])
        }
    }

    private mutating func bracket() throws(Diagnosis) -> Int {
        var result = ScalarClass()
        result.negated = take("^")
        var first = true
        while true {
            guard let scalar = next else { throw refuse(.malformed, "the regular expression lacks a ']'") }
            if scalar == "]", !first {
                position += 1
                return add(.scalar(result))
            }
            first = false
            let low = try bracketItem()
            guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
                result.ranges += low.ranges
                result.sets += low.sets
                continue
            }
            position += 1
            let high = try bracketItem()
            guard let start = low.ranges.first?.lowerBound, let end = high.ranges.first?.lowerBound,
                start <= end
            else { throw refuse(.malformed, "a range in the regular expression is not possible") }
            result.ranges.append(start...end)
        }
    }

    private mutating func bracketItem() throws(Diagnosis) -> ScalarClass {
        guard let scalar = next else { throw refuse(.malformed, "the regular expression lacks a ']'") }
        position += 1
        return scalar == "\\" ? try escapedClass() : ScalarClass(ranges: [scalar...scalar])
    }

    private func refuse(_ code: Diagnosis.Code, _ problem: String) -> Diagnosis {
        Diagnosis(
            code, file: file, place: place, problem: problem, remedy: "write it as a list of module names")
    }
}
