import Foundation

/// One gold answer held against one answer.
struct Comparison {
    let question: QuestionReading
    let gold: [Token]
    let goldTokens: [Token]
    let answer: AnswerReading

    init?(gold text: String, question: QuestionReading, answer: AnswerReading) {
        self.question = question
        self.answer = answer
        goldTokens = Tokenizer.tokens(of: text)
        var content = goldTokens.filter(\.isContent)
        if content.isEmpty { content = goldTokens.filter { $0.kind != .clauseBreak } }
        guard !content.isEmpty else { return nil }
        gold = content
    }

    /// How well one gold token is met, and by which token of the answer.
    private struct Match {
        var credit = 0.0
        var position: Int?
        var isOnlyNegated = false
    }

    func evidence() -> Evidence {
        var evidence = Evidence()
        let respectsNegation = !question.hasNegation && !goldTokens.contains { $0.kind == .negator }
        let tokens = answer.tokens
        let matches = gold.map { match($0, respectsNegation: respectsNegation) }
        let weights = gold.map(weight)
        let total = weights.reduce(0, +)
        var hard = 0.0
        var soft = 0.0
        var unmatched = 0
        for (match, weight) in zip(matches, weights) {
            if match.credit >= 0.9 { hard += weight }
            soft += weight * match.credit
            if match.credit == 0 { unmatched += 1 }
        }
        let coverage = hard / total
        let softCoverage = soft / total
        evidence[.always] = 1
        evidence[.exact] = containsInOrder(respectsNegation: respectsNegation) ? 1 : 0
        evidence[.coverage] = coverage
        evidence[.softCoverage] = softCoverage
        evidence[.fullCoverage] = hard >= total - 1e-9 ? 1 : 0
        evidence[.coverageSquared] = softCoverage * softCoverage
        evidence[.unmatchedCount] = log(1 + Double(unmatched))
        if let heaviest = weights.indices.max(by: { weights[$0] < weights[$1] }) {
            evidence[.heaviestMissing] = 1 - matches[heaviest].credit
        }
        evidence[.lastMissing] = 1 - (matches.last?.credit ?? 0)
        let length = log(Double(gold.count))
        evidence[.goldLength] = length
        evidence[.coverageTimesLength] = softCoverage * length
        evidence[.oneWordSoft] = gold.count == 1 ? softCoverage : 0
        evidence[.answerLength] = log(1 + Double(answer.news.count))
        evidence[.ranOn] = answer.ranOn ? 1 : 0
        evidence[.declines] = answer.declines ? 1 : 0
        evidence[.negatedMatch] = matches.contains { $0.isOnlyNegated } ? 1 : 0
        evidence[.goldInQuestion] = gold.allSatisfy { question.keys.contains($0.key) } ? 1 : 0
        let first = matches.compactMap(\.position).min()
        if let first, tokens[first].sentence > 0 { evidence[.late] = 1 }
        addShape(&evidence, matches)
        addNumbers(&evidence, matches)
        addNames(&evidence, matches)
        addFocus(&evidence, softCoverage: softCoverage)
        addItems(&evidence, matches)
        addDates(&evidence)
        evidence[.trigrams] = trigramShare()
        return evidence
    }

    // MARK: Words

    private func match(_ token: Token, respectsNegation: Bool) -> Match {
        var best = Match()
        for (position, other) in answer.tokens.enumerated() where other.isContent || other.key == token.key {
            let credit = credit(token, other)
            if credit == 0 { continue }
            if respectsNegation, other.isNegated {
                if best.credit == 0 { best.isOnlyNegated = true }
                continue
            }
            if credit > best.credit {
                best = Match(credit: credit, position: position)
                if credit == 1 { break }
            }
        }
        return best
    }

    private func credit(_ token: Token, _ other: Token) -> Double {
        if token.key == other.key { return 1 }
        if token.kind == .word, let near = Thesaurus.neighbours[token.key], near.contains(other.key) {
            return Self.nearSynonymCredit
        }
        return WordSimilarity.similarity(token, other)
    }

    private static let nearSynonymCredit = 0.8

    private func weight(_ token: Token) -> Double {
        var weight: Double
        switch token.kind {
        case .number: weight = token.isWeakNumber ? 0.7 : 1.6
        case .ordinal: weight = 1.3
        case .unit: weight = 0.5
        case .month: weight = 0.8
        default: weight = min(1.3, 0.5 + 0.1 * Double(token.surface.utf8.count))
        }
        if token.isTitle { return 0.3 }
        if token.isProper { weight *= 1.2 }
        if question.keys.contains(token.key) { weight *= 0.25 }
        return weight
    }

    private func containsInOrder(respectsNegation: Bool) -> Bool {
        let content = answer.content
        guard content.count >= gold.count else { return false }
        for start in 0...(content.count - gold.count) where content[start].key == gold[0].key {
            if respectsNegation, content[start].isNegated { continue }
            if gold.indices.allSatisfy({ content[start + $0].key == gold[$0].key }) { return true }
        }
        return false
    }

    // MARK: Numbers and names

    private func addNumbers(_ evidence: inout Evidence, _ matches: [Match]) {
        let wanted = gold.indices.filter { gold[$0].kind == .number || gold[$0].kind == .ordinal }
        guard !wanted.isEmpty else { return }
        let missing = wanted.filter { matches[$0].credit == 0 }
        evidence[.numbersMissing] = Double(missing.count) / Double(wanted.count)
        evidence[.numberAgrees] = missing.isEmpty ? 1 : 0
        let known = Set(gold.map(\.key)).union(question.keys)
        let rivals = answer.content.filter {
            $0.value != nil && !$0.isWeakNumber && !$0.isDayOfMonth && $0.sentence == 0 && !known.contains($0.key)
        }
        if !missing.isEmpty, !rivals.isEmpty { evidence[.numberConflict] = 1 }
        if missing.isEmpty, let rival = answer.content.first(where: { $0.value != nil && !$0.isDayOfMonth && !$0.isWeakNumber && !question.keys.contains($0.key) }),
            !known.contains(rival.key)
        {
            evidence[.rivalNumberFirst] = 1
        }
    }

    private func addNames(_ evidence: inout Evidence, _ matches: [Match]) {
        let names = gold.indices.filter { gold[$0].kind == .word && gold[$0].isCapitalised }
        guard !names.isEmpty else { return }
        let missing = names.filter { matches[$0].credit == 0 }
        evidence[.namesMissing] = Double(missing.count) / Double(names.count)
        guard !missing.isEmpty else { return }
        let rivals = answer.news.filter { other in
            other.isProper && other.sentence == 0 && !gold.contains { credit($0, other) > 0 }
        }
        evidence[.rivalNames] = min(2, log(1 + Double(rivals.count)))
    }

    private func addDates(_ evidence: inout Evidence) {
        let wanted = CalendarDate.dates(in: goldTokens)
        guard !wanted.isEmpty else { return }
        let given = CalendarDate.dates(in: answer.tokens)
        guard !given.isEmpty else { return }
        let agrees = wanted.allSatisfy { date in given.contains { $0.agrees(with: date) } }
        evidence[agrees ? .dateAgrees : .dateConflict] = 1
    }

    private func addShape(_ evidence: inout Evidence, _ matches: [Match]) {
        let positions = matches.compactMap(\.position)
        if let low = positions.min(), let high = positions.max(), positions.count > 1 {
            let span = answer.tokens[low...high].count(where: \.isContent)
            evidence[.spread] = max(0, log(Double(span) / Double(positions.count)))
        }
        var run = 0
        var longest = 0
        for index in matches.indices {
            guard let position = matches[index].position else {
                run = 0
                continue
            }
            let previous = index > 0 ? matches[index - 1].position : nil
            run = previous.map { position > $0 && position <= $0 + 3 } == true ? run + 1 : 1
            longest = max(longest, run)
        }
        evidence[.longestRun] = Double(longest) / Double(gold.count)
        let head = headIndex
        evidence[.headMissing] = question.keys.contains(gold[head].key) ? 0 : 1 - matches[head].credit
        evidence[.headMet] = question.keys.contains(gold[head].key) ? 0 : matches[head].credit
        if gold.count == 1, let position = positions.first {
            let sentence = answer.tokens[position].sentence
            let breaks = answer.tokens.count { $0.sentence == sentence && ($0.kind == .clauseBreak || $0.surface == "and") }
            evidence[.listing] = log(1 + Double(breaks))
        }
        evidence[.goldIsName] = gold.allSatisfy { $0.kind == .word && $0.isCapitalised } ? 1 : 0
        evidence[.goldIsNumber] = gold.contains { $0.value != nil } ? 1 : 0
        evidence[.asksNumber] = question.asksForNumber ? 1 : 0
        evidence[.asksWho] = question.tokens.contains { $0.surface == "who" || $0.surface == "whom" } ? 1 : 0
        evidence[.longGold] = gold.count >= 4 ? 1 : 0
        evidence[.goldNegated] = goldTokens.contains { $0.kind == .negator } ? 1 : 0
    }

    /// The noun that the gold answer is about: the last content word before its first preposition.
    private var headIndex: Int {
        var last = -1
        var index = 0
        for token in goldTokens {
            if index < gold.count, token == gold[index] {
                last = index
                index += 1
            } else if token.kind == .function, last >= 0, prepositions.contains(token.surface) {
                break
            }
        }
        return max(0, last)
    }

    private var prepositions: Set<String> { Self.prepositions }
    private static let prepositions: Set<String> = [
        "of", "in", "on", "at", "by", "for", "from", "with", "to", "that", "which", "who", "between", "through",
    ]

    // MARK: The answer's side

    private func addFocus(_ evidence: inout Evidence, softCoverage: Double) {
        let news = answer.news.filter { $0.sentence == 0 }
        guard !news.isEmpty else { return }
        let met = news.filter { other in gold.contains { credit($0, other) > 0 } }.count
        let share = Double(met) / Double(news.count)
        evidence[.focus] = share
        evidence[.inside] = met == news.count ? 1 : 0
        evidence[.insideShort] = met == news.count ? 1 - softCoverage : 0
    }

    private func addItems(_ evidence: inout Evidence, _ matches: [Match]) {
        guard !question.asksForOne else { return }
        var items: [Double] = [0]
        var next = 0
        for (index, token) in goldTokens.enumerated() {
            if token.kind == .clauseBreak || token.surface == "and" {
                if index > 0, items.last != 0 || next > 0 { items.append(0) }
            } else if next < gold.count, token == gold[next] {
                items[items.count - 1] = max(items[items.count - 1], matches[next].credit > 0 ? 1 : 0.001)
                next += 1
            }
        }
        let real = items.filter { $0 > 0 }
        guard real.count > 1 else { return }
        evidence[.itemsMissing] = Double(real.filter { $0 < 1 }.count) / Double(real.count)
    }

    /// The share of the gold's three-letter runs that the answer has too: catches what word by word misses.
    private func trigramShare() -> Double {
        let wanted = trigrams(gold)
        guard !wanted.isEmpty else { return 0 }
        let have = trigrams(answer.news.isEmpty ? answer.content : answer.news)
        return Double(wanted.intersection(have).count) / Double(wanted.count)
    }

    private func trigrams(_ tokens: [Token]) -> Set<UInt32> {
        var runs = Set<UInt32>()
        for token in tokens where token.kind == .word {
            var run: UInt32 = 0x20
            for letter in token.surface.utf8 {
                run = (run << 8 | UInt32(letter)) & 0xFF_FFFF
                runs.insert(run)
            }
        }
        return runs
    }
}
