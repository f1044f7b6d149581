import Text

/// Takes a gold answer apart into the answers that are each enough.
///
/// "A or B", "A; B" and "A/B" are alternatives, and so are a text with and without its parenthesis. "(or B)" is an
/// alternative wording inside a phrase and is left out. Where a place is asked for, "A, B" is A, which lies in B. A name
/// is enough without the people of its bearer.
enum GoldAlternatives {
    static func alternatives(of gold: String, to question: QuestionReading) -> [String] {
        var found = [gold]
        if question.asksForPlace, let place = placeInside(gold) { add(place, to: &found) }
        if let name = nameAlone(gold) { add(name, to: &found) }
        guard mayOfferSeveral(gold) else { return found }
        if gold.utf8.contains(UInt8(ascii: "(")) {
            let (outside, inside) = parenthesis(gold)
            add(outside, to: &found)
            if let inside, inside.count > 3, !inside.hasPrefix("or ") { add(inside, to: &found) }
        }
        if !question.isChoice {
            if gold.contains(" or ") {
                for part in separated(gold, by: " or ") {
                    for item in part.split(separator: ",") { add(String(item), to: &found) }
                }
            }
            for mark in [";", "/"] as [Character] where gold.contains(mark) {
                let parts = gold.split(separator: mark)
                if parts.allSatisfy({ mark == ";" || wordCount($0) == 1 }) {
                    for part in parts { add(String(part), to: &found) }
                }
            }
        }
        return found
    }

    /// The first of two names that a comma parts: "Bergen, Norway".
    private static func placeInside(_ gold: String) -> String? {
        let parts = gold.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
        let areNames = parts.allSatisfy { part in
            part.first?.isUppercase == true && !part.contains(" and ")
        }
        return parts.count == 2 && areNames ? parts[0] : nil
    }

    /// The name after a word for its bearer: "Englishman Francis Rooke".
    private static func nameAlone(_ gold: String) -> String? {
        let words = gold.split(separator: " ", maxSplits: 1)
        guard words.count == 2, bearers.contains(String(words[0])), words[1].first?.isUppercase == true else {
            return nil
        }
        return String(words[1])
    }

    private static let bearers: Set<String> = [
        "Englishman", "Englishwoman", "Frenchman", "Frenchwoman", "Dutchman", "Dutchwoman", "Irishman",
        "Irishwoman", "Scotsman", "Scotswoman", "Welshman", "Welshwoman",
    ]

    /// A quick look that spares most golds the splitting.
    private static func mayOfferSeveral(_ gold: String) -> Bool {
        var previous: UInt8 = 0
        for byte in gold.utf8 {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: ";"), UInt8(ascii: "/"): return true
            case UInt8(ascii: "r") where previous == UInt8(ascii: "o"): return true
            default: previous = byte
            }
        }
        return false
    }

    private static func add(_ text: String, to found: inout [String]) {
        guard text.contains(where: { $0.isLetter || $0.isNumber }), !found.contains(text) else { return }
        found.append(text)
    }

    private static func wordCount(_ text: Substring) -> Int { text.split(separator: " ").count }

    private static func separated(_ text: String, by separator: String) -> [Substring] {
        text.split(separator: separator)
    }

    private static func parenthesis(_ text: String) -> (outside: String, inside: String?) {
        var outside = ""
        var inside = ""
        var depth = 0
        for character in text {
            switch character {
            case "(": depth += 1
            case ")": depth = max(0, depth - 1)
            default: if depth > 0 { inside.append(character) } else { outside.append(character) }
            }
        }
        return (outside, inside.isEmpty ? nil : inside)
    }
}
