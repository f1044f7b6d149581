package import Text

extension TextLayout {
    /// The text followed, or for `right` preceded, by spaces up to a width.
    package static func padded(_ text: String, to width: Int, alignment: Table.Alignment = .left) -> String {
        let spaces = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
        return alignment == .left ? text + spaces : spaces + text
    }
}
