import Foundation

extension AnswerComparison {
    /// The features of this comparison.
    func evidence() -> Evidence {
        var evidence = Evidence()
        var met = 0.0
        for (match, weight) in zip(matches, weights) { met += weight * match.credit }
        let coverage = met / weights.reduce(0, +)
        let length = log(Double(gold.count))
        evidence[.always] = 1
        evidence[.inOrder] = isMetByInitials || containsInOrder() ? 1 : 0
        evidence[.coverage] = coverage
        evidence[.goldLength] = length
        evidence[.coverageTimesLength] = coverage * length
        evidence[.longestRun] = longestRun
        evidence[.trigrams] =
            isMetByInitials
            ? 1 : Trigrams.share(of: newGold, in: answer.news.isEmpty ? answer.content : answer.news)
        let head = headIndex
        evidence[.headMet] = question.keys.contains(gold[head].key) ? 0 : matches[head].credit
        evidence[.itemsMissing] = itemsMissing
        evidence[.ranOn] = answer.ranOn ? 1 : 0
        evidence[.declines] = answer.declines ? 1 : 0
        if let first = matches.compactMap(\.position).min(), answer.tokens[first].sentence > 0 {
            evidence[.late] = 1
        }
        addNumbers(to: &evidence)
        addNames(to: &evidence)
        addFocus(to: &evidence)
        return evidence
    }

    /// The gold's words that the question does not give away; all when it gives away all.
    private var newGold: [Token] {
        let new = gold.filter { !question.keys.contains($0.key) }
        return new.isEmpty ? gold : new
    }

    private func addNumbers(to evidence: inout Evidence) {
        let wanted = gold.indices.filter { gold[$0].value != nil }
        guard !wanted.isEmpty else { return }
        guard wanted.allSatisfy({ matches[$0].credit > 0 }) else { return }
        evidence[.numbersAgree] = 1
        let first = answer.news.first { $0.value != nil && !$0.isDayOfMonth && !$0.isWeakNumber }
        if let first, !gold.contains(where: { $0.key == first.key }) { evidence[.rivalNumberFirst] = 1 }
    }

    private func addNames(to evidence: inout Evidence) {
        let names = gold.indices.filter { gold[$0].kind == .word && gold[$0].isCapitalised }
        let missing = names.count { matches[$0].credit == 0 }
        guard missing > 0 else { return }
        evidence[.namesMissing] = Double(missing) / Double(names.count)
        let rivals = answer.news.count { other in
            other.isProper && other.sentence == 0 && !gold.indices.contains { credit($0, other) > 0 }
        }
        evidence[.rivalNames] = min(2, log(1 + Double(rivals)))
    }

    private func addFocus(to evidence: inout Evidence) {
        let news = answer.news.filter { $0.sentence == 0 }
        guard !news.isEmpty else { return }
        let met = news.count { other in gold.indices.contains { credit($0, other) > 0 } }
        evidence[.focus] = Double(met) / Double(news.count)
        evidence[.inside] = met == news.count ? 1 : 0
    }

    private func containsInOrder() -> Bool {
        let content = answer.content
        guard content.count >= gold.count else { return false }
        for start in 0...(content.count - gold.count) where content[start].key == gold[0].key {
            if respectsNegation, content[start].isNegated { continue }
            if gold.indices.allSatisfy({ content[start + $0].key == gold[$0].key }) { return true }
        }
        return false
    }

    /// The longest run of gold words met in order and close together, as a share of all.
    private var longestRun: Double {
        var run = 0.0
        var longest = 0.0
        var previous: Int?
        for (index, match) in matches.enumerated() {
            if let position = match.position {
                let follows = previous.map { position > $0 && position <= $0 + 3 } ?? false
                run = (follows ? run : 0) + weights[index]
                longest = max(longest, run)
            } else {
                run = 0
            }
            previous = match.position
        }
        return longest / weights.reduce(0, +)
    }

    /// The share of the gold's list items of which nothing is met.
    var itemsMissing: Double {
        guard !question.asksForOne else { return 0 }
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
        guard real.count > 1 else { return 0 }
        return Double(real.filter { $0 < 1 }.count) / Double(real.count)
    }

    /// The noun that the gold answer is about: the last content word before its first preposition.
    private var headIndex: Int {
        var last = -1
        var index = 0
        for token in goldTokens {
            if index < gold.count, token == gold[index] {
                last = index
                index += 1
            } else if token.kind == .function, last >= 0, Self.prepositions.contains(token.surface) {
                break
            }
        }
        return max(0, last)
    }

    private static let prepositions: Set<String> = [
        "of", "in", "on", "at", "by", "for", "from", "with", "to", "that", "which", "who", "between",
        "through",
    ]
}
