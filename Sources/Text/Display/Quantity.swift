import Foundation

/// Numbers, amounts and times as people read them, the same in every locale.
package enum Quantity {
    /// A whole number with thousands set apart by commas: `12,345`.
    package static func count(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return value < 0 ? "-" + grouped : grouped
    }

    /// A number of things: `1 passage`, `1,200 passages`; `plural` for a noun that takes more than an s.
    package static func count(_ value: Int, _ noun: String, plural: String? = nil) -> String {
        "\(count(value)) \(value == 1 ? noun : plural ?? noun + "s")"
    }

    /// A number with a fixed count of decimal places; `n/a` when it is not finite.
    package static func decimal(_ value: Double, places: Int = 1) -> String {
        guard value.isFinite else { return "n/a" }
        let text = String(format: "%.\(max(0, places))f", value)
        // Rounding must not leave a minus in front of nothing.
        return text.hasPrefix("-") && !text.contains(where: { "123456789".contains($0) })
            ? String(text.dropFirst()) : text
    }

    /// A share of one as a percentage: 0.415 is `41.5 %`.
    package static func percent(_ share: Double, places: Int = 0) -> String {
        share.isFinite ? decimal(share * 100, places: places) + " %" : "n/a"
    }

    /// A rate with three digits that matter: `0.52`, `8.1`, `154`, `12,300`.
    package static func rate(_ value: Double) -> String {
        guard value.isFinite else { return "n/a" }
        switch abs(value) {
        case ..<1: return decimal(value, places: 2)
        case ..<10: return decimal(value, places: 1)
        case ..<1e15: return count(Int(value.rounded()))
        default: return String(format: "%.3g", value)
        }
    }

    /// An amount of memory or storage in decimal units: `980 B`, `98.4 MB`, `1.2 GB`.
    package static func bytes(_ count: Int) -> String {
        var amount = Double(count)
        if count.magnitude < 1000 { return "\(count) B" }
        for unit in ["kB", "MB", "GB", "TB", "PB"] {
            amount /= 1000
            // 999.95 would be printed as 1000.0 of this unit.
            if abs(amount) < 999.95 { return decimal(amount) + " " + unit }
        }
        return decimal(amount / 1000) + " EB"
    }

    /// A length of time in the two largest units that matter: `0.4 s`, `42 s`, `3 min 05 s`, `2 h 07 min`.
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "n/a" }
        let length = max(0, seconds)
        if length < 9.95 { return decimal(length) + " s" }
        guard length < 1e9 else { return "over 30 years" }
        let whole = Int(length.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
        if whole < 86400 { return "\(whole / 3600) h \(twoDigits(whole % 3600 / 60)) min" }
        return "\(whole / 86400) d \(twoDigits(whole % 86400 / 3600)) h"
    }

    private static func twoDigits(_ value: Int) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }
}
