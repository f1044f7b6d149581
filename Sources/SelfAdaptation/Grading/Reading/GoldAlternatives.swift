/// Takes a gold answer apart into the answers that are each enough.
///
/// "A or B", "A; B" and "A/B" are alternatives, and so are a text with and without its parenthesis. "(or B)" is an
/// alternative wording inside a phrase and is left out.
enum GoldAlternatives {
    static func alternatives(of gold: String, isChoice: Bool) -> [String] {
        var found = [gold]
        guard gold.utf8.contains(where: { marks.contains($0) }) || gold.contains(" or ") else { return found }
        if gold.utf8.contains(UInt8(ascii: "(")) {
            let (outside, inside) = parenthesis(gold)
            add(outside, to: &found)
            if let inside, inside.count > 3, !inside.hasPrefix("or ") { add(inside, to: &found) }
        }
        if !isChoice {
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

    private static let marks = Array("(;/".utf8)

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
