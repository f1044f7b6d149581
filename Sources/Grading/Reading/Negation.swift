/// Finds what stands under a negation.
///
/// A negator reaches to the end of its clause, six tokens at most. "Not only", "not until", "no less than" and the
/// like negate nothing. "Rather than", "instead of", "unlike" and "except" put what follows them aside in the same way.
enum Negation {
    static func mark(_ tokens: inout [Token]) {
        var reach = 0
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            if token.kind == .clauseBreak || token.isSentenceStart { reach = 0 }
            if startsNegation(tokens, at: index) {
                reach = 6
            } else if reach > 0 {
                tokens[index].isNegated = true
                reach -= 1
            }
            index += 1
        }
    }

    private static func startsNegation(_ tokens: [Token], at index: Int) -> Bool {
        let token = tokens[index]
        guard token.kind == .negator || token.kind == .function || token.kind == .word else { return false }
        var next: String { index + 1 < tokens.count ? tokens[index + 1].surface : "" }
        if token.kind == .negator { return !exempting.contains(next) }
        switch token.surface {
        case "rather", "other": return next == "than"
        case "instead": return next == "of"
        case "unlike", "except", "excluding": return true
        default: return false
        }
    }

    private static let exempting: Set<String> = [
        "only", "until", "just", "merely", "simply", "least", "less", "fewer", "more", "later", "earlier",
        "doubt",
        "matter", "longer",
    ]
}
