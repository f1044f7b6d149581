/// A length of time as people write it for a budget.
package enum TimeText {
    /// Seconds in units, the largest first: `20m`, `1h30m`.
    package static func of(_ seconds: Double) -> String {
        var rest = Int(seconds.rounded())
        var text = ""
        for (name, unit) in [("h", 3600), ("m", 60), ("s", 1)] where rest >= unit {
            text += "\(rest / unit)\(name)"
            rest %= unit
        }
        return text
    }
}
