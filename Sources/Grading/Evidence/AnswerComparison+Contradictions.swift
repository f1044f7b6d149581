extension AnswerComparison {
    /// Why the answer cannot be right however many words it shares, or `nil`.
    var contradiction: String? {
        if !matches.contains(where: { $0.credit > 0 }), matches.contains(where: \.isOnlyNegated) {
            return "denies the gold answer"
        }
        if deniesDate { return "gives another date" }
        if shortensDate { return "gives only part of the date" }
        if changesUnit { return "gives another unit" }
        if dropsNegation { return "leaves out the negation" }
        if leavesOutName { return "leaves out part of the list" }
        if hedges { return "offers alternatives without choosing" }
        if choosesOtherOption { return "chooses the other option" }
        return nil
    }

    private var deniesDate: Bool {
        let wanted = CalendarDate.dates(in: goldTokens)
        guard !wanted.isEmpty else { return false }
        let given = CalendarDate.dates(in: answer.tokens)
        guard !given.isEmpty else { return false }
        return !wanted.allSatisfy { date in given.contains { $0.agrees(with: date) } }
    }

    /// Only the year, or less, where the gold answer is a day: "1808" for "3 May 1808".
    private var shortensDate: Bool {
        guard let date = CalendarDate.dates(in: goldTokens).first(where: { $0.day != nil && $0.year != nil }),
            gold.allSatisfy({ $0.kind == .month || $0.value != nil })
        else { return false }
        // A day beside "may" in lower case is a date too.
        return !answer.tokens.contains { $0.kind == .month || $0.value == date.day }
    }

    /// The same number with another unit: "4 days" for "4 weeks".
    private var changesUnit: Bool {
        for index in gold.indices.dropFirst() where gold[index].kind == .unit && matches[index].credit == 0 {
            guard gold[index - 1].kind == .number, let position = matches[index - 1].position,
                position + 1 < answer.tokens.count
            else { continue }
            let other = answer.tokens[position + 1]
            if other.kind == .unit, other.key != gold[index].key { return true }
        }
        return false
    }

    /// "Guilty" for "not guilty"; long golds may say a negative in other words.
    private var dropsNegation: Bool {
        guard gold.count <= 3, !question.hasNegation, goldTokens.first?.kind == .negator else { return false }
        guard let position = matches.compactMap(\.position).min() else { return false }
        let sentence = answer.tokens[position].sentence
        return !answer.tokens.contains { $0.sentence == sentence && $0.kind == .negator }
    }

    /// A list of names of which one is missing altogether.
    private var leavesOutName: Bool {
        gold.allSatisfy { $0.isCapitalised } && itemsMissing > 0
    }

    /// A short answer of the form "X or Y" in which only one side is the gold answer.
    private var hedges: Bool {
        guard answer.news.count <= 8, !goldTokens.contains(where: { $0.surface == "or" }) else {
            return false
        }
        let tokens = answer.tokens
        for index in tokens.indices where tokens[index].surface == "or" {
            guard let left = tokens[..<index].last(where: \.isContent),
                let right = tokens[(index + 1)...].first(where: \.isContent),
                left.sentence == right.sentence,
                left.isCapitalised == right.isCapitalised || left.value != nil
            else { continue }
            if isMet(by: left) != isMet(by: right) { return true }
        }
        return false
    }

    private func isMet(by token: Token) -> Bool { gold.indices.contains { credit($0, token) >= 0.8 } }

    /// The question offers two options and the answer names the other one first.
    private var choosesOtherOption: Bool {
        guard question.isChoice, let mark = question.tokens.firstIndex(where: { $0.surface == "or" }),
            let left = question.tokens[..<mark].last(where: \.isContent),
            let right = question.tokens[mark...].dropFirst().first(where: \.isContent)
        else { return false }
        let goldHasLeft = gold.contains { $0.key == left.key }
        let goldHasRight = gold.contains { $0.key == right.key }
        guard goldHasLeft != goldHasRight else { return false }
        let (own, other) = goldHasLeft ? (left, right) : (right, left)
        guard let rival = answer.tokens.firstIndex(where: { $0.key == other.key && !$0.isNegated }) else {
            return false
        }
        guard let first = answer.tokens.firstIndex(where: { $0.key == own.key && !$0.isNegated }) else {
            return true
        }
        return rival < first
    }
}
