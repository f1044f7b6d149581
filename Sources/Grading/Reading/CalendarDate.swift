/// A date as far as a text gives it: day, month and year, each perhaps unsaid.
struct CalendarDate: Sendable, Hashable {
    var day: Double?
    var month: String
    var year: Double?

    /// Whether nothing that both say differs.
    func agrees(with other: CalendarDate) -> Bool {
        month == other.month && (day == nil || other.day == nil || day == other.day)
            && (year == nil || other.year == nil || year == other.year)
    }

    /// The dates with a named month in a text.
    static func dates(in tokens: [Token]) -> [CalendarDate] {
        tokens.indices.filter { tokens[$0].kind == .month && !tokens[$0].isNegated }.map { index in
            var date = CalendarDate(month: tokens[index].key)
            for position in around(index, in: tokens) {
                guard let value = tokens[position].value else { continue }
                if tokens[position].isDayOfMonth {
                    if date.day == nil { date.day = value }
                } else if value > 31, value < 3000, date.year == nil {
                    date.year = value
                }
            }
            return date
        }
    }

    /// Marks the numbers beside a month that are its day.
    static func markDays(_ tokens: inout [Token]) {
        for index in tokens.indices where tokens[index].kind == .month {
            let near = around(index, in: tokens).first { position in
                guard let value = tokens[position].value, tokens[position].kind != .word else { return false }
                return value >= 1 && value <= 31 && value == value.rounded()
            }
            if let near { tokens[near].isDayOfMonth = true }
        }
    }

    /// The places before and after a month where its day or year may stand: "the 3rd of May, 1808", "May 3 1808".
    private static func around(_ index: Int, in tokens: [Token]) -> [Int] {
        var places: [Int] = []
        var back = index - 1
        while back >= 0, index - back <= 3, tokens[back].value != nil || isFiller(tokens[back]) {
            if tokens[back].value != nil { places.append(back) }
            back -= 1
        }
        var ahead = index + 1
        while ahead < tokens.count, ahead - index <= 4, tokens[ahead].value != nil || isFiller(tokens[ahead])
        {
            if tokens[ahead].value != nil { places.append(ahead) }
            ahead += 1
        }
        return places
    }

    private static func isFiller(_ token: Token) -> Bool {
        token.kind == .clauseBreak || token.surface == "of" || token.surface == "in" || token.surface == "the"
    }
}
