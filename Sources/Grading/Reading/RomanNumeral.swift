/// Reads the Roman numerals that number kings, wars and volumes: II to XXXIX.
enum RomanNumeral {
    static func value(of word: String) -> Double? {
        guard (2...7).contains(word.utf8.count) else { return nil }
        var total = 0
        var previous = 0
        for letter in word.utf8.reversed() {
            let digit: Int
            switch letter {
            case UInt8(ascii: "i"): digit = 1
            case UInt8(ascii: "v"): digit = 5
            case UInt8(ascii: "x"): digit = 10
            default: return nil
            }
            if digit < previous { total -= digit } else { total += digit }
            previous = max(previous, digit)
        }
        return total > 0 && spelling(of: total) == word ? Double(total) : nil
    }

    private static func spelling(of value: Int) -> String {
        let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
        return String(repeating: "x", count: value / 10) + ones[value % 10]
    }
}
