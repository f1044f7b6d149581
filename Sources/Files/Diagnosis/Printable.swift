/// A name from an untrusted file in a form that cannot break a terminal line: control characters are escaped
/// and anything past `limit` characters is cut with an ellipsis.
package func printable(_ name: String, limit: Int = 96) -> String {
    var shown = ""
    var count = 0
    for scalar in name.unicodeScalars {
        guard count < limit else { return shown + "…" }
        count += 1
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            shown += "\\u{\(String(scalar.value, radix: 16))}"
        default:
            shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}

/// `printable` in quotation marks, for use inside a sentence.
package func quoted(_ name: String) -> String { "'\(printable(name))'" }
