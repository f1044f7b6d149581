/// One gold answer held against one answer, word by word.
struct AnswerComparison {
    /// How well one gold token is met, and by which token of the answer.
    struct Match {
        /// 1 for the word itself, less for a word like it, 0 for nothing.
        var credit = 0.0
        var position: Int?
        /// Occurs, but only where it is denied.
        var isOnlyNegated = false
    }

    let question: QuestionReading
    let answer: AnswerReading
    let goldTokens: [Token]
    /// The gold tokens that count: its content words, or all when it has none.
    let gold: [Token]
    /// For each gold token, the stems of its near-synonyms.
    let neighbours: [Set<String>?]
    /// How much each gold token counts.
    let weights: [Double]
    private(set) var matches: [Match] = []
    /// Met as an abbreviation of its initials, or spelt out from one.
    private(set) var isMetByInitials = false

    init?(gold text: String, question: QuestionReading, answer: AnswerReading) {
        self.question = question
        self.answer = answer
        goldTokens = WordReader.tokens(of: text)
        var content = goldTokens.filter(\.isContent)
        if content.isEmpty { content = goldTokens.filter { $0.kind != .clauseBreak } }
        guard !content.isEmpty else { return nil }
        gold = content
        neighbours = content.map { $0.kind == .word ? Thesaurus.neighbours[$0.key] : nil }
        weights = content.map { Self.weight($0, in: question) }
        matches = gold.indices.map(match)
        matchCompounds()
        matchInitials()
    }

    /// Whether a word under a negation is not an answer: so unless question or gold are negative themselves.
    var respectsNegation: Bool {
        !question.hasNegation && !goldTokens.contains { $0.kind == .negator }
    }

    private static func weight(_ token: Token, in question: QuestionReading) -> Double {
        if token.isTitle || token.isInitial || token.isRegnal { return 0.3 }
        var weight: Double
        switch token.kind {
        case .number: weight = token.isWeakNumber ? 0.7 : 1.6
        case .ordinal: weight = 1.3
        case .unit: weight = 0.5
        case .month: weight = 0.8
        default: weight = min(1.3, 0.5 + 0.1 * Double(token.surface.utf8.count))
        }
        if token.isProper {
            weight *= 1.2
        } else if token.kind == .word, CommonWords.stems.contains(token.key) {
            weight *= 0.65
        }
        return question.keys.contains(token.key) ? weight * 0.25 : weight
    }

    private func match(_ index: Int) -> Match {
        var best = Match()
        for (position, other) in answer.tokens.enumerated()
        where other.isContent || other.key == gold[index].key {
            let credit = credit(index, other)
            if credit <= best.credit { continue }
            if respectsNegation, other.isNegated {
                if best.credit == 0 { best.isOnlyNegated = true }
                continue
            }
            best = Match(credit: credit, position: position)
            if credit == 1 { break }
        }
        return best
    }

    /// How far a token of the answer stands for the gold token at `index`.
    func credit(_ index: Int, _ other: Token) -> Double {
        let token = gold[index]
        if token.key == other.key { return 1 }
        if token.isDecade, let start = token.value, let year = other.value {
            return other.kind == .number && year > start && year < start + 10 ? 0.9 : 0
        }
        if token.isInitial || other.isInitial {
            let bothNames = token.isCapitalised && other.isCapitalised
            return bothNames && token.surface.utf8.first == other.surface.utf8.first ? 1 : 0
        }
        if let near = neighbours[index], near.contains(other.key) { return 0.8 }
        return WordSimilarity.similarity(token, other)
    }

    /// Meets words written together on one side and apart on the other: "rail road", "anti-war".
    private mutating func matchCompounds() {
        guard matches.contains(where: { $0.credit < 0.9 }) else { return }
        let tokens = answer.tokens
        for index in gold.indices where matches[index].credit < 0.9 && gold[index].kind == .word {
            let word = gold[index].surface
            if index + 1 < gold.count {
                let together = word + gold[index + 1].surface
                if let position = tokens.firstIndex(where: { $0.surface == together }) {
                    matches[index] = Match(credit: 1, position: position)
                    matches[index + 1] = Match(credit: 1, position: position)
                }
            }
            guard word.utf8.count >= 6 else { continue }
            for position in tokens.indices.dropLast() {
                let first = tokens[position].surface.utf8
                guard first.count < word.utf8.count, word.utf8.starts(with: first) else { continue }
                if Stemmer.stem(tokens[position].surface + tokens[position + 1].surface) == gold[index].key {
                    matches[index] = Match(credit: 1, position: position)
                }
            }
        }
    }

    /// Meets a name by its initials, written on either side: "World Health Organization" and "WHO".
    private mutating func matchInitials() {
        guard matches.contains(where: { $0.credit < 0.9 }) else { return }
        if gold.count >= 2 {
            guard answer.tokens.contains(where: \.isAllCaps) else { return }
            let initials = Self.initials(gold)
            let allInitials = Self.initials(goldTokens.filter { $0.kind != .clauseBreak })
            let found = answer.tokens.firstIndex {
                $0.isAllCaps && ($0.surface == initials || $0.surface == allInitials)
            }
            if let found {
                matches = matches.map { _ in Match(credit: 1, position: found) }
                isMetByInitials = true
            }
        } else if gold[0].isAllCaps, (2...6).contains(gold[0].surface.utf8.count) {
            let length = gold[0].surface.utf8.count
            let names = answer.tokens.filter { $0.isCapitalised && $0.surface.utf8.count > 1 }
            guard names.count >= length else { return }
            for start in 0...(names.count - length)
            where Self.initials(names[start..<(start + length)]) == gold[0].surface {
                matches[0] = Match(credit: 1, position: answer.tokens.firstIndex(of: names[start]))
                isMetByInitials = true
                return
            }
        }
    }

    private static func initials(_ tokens: some Sequence<Token>) -> String {
        String(tokens.compactMap(\.surface.first))
    }
}
