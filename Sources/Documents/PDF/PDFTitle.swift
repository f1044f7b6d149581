/// The title in a PDF's metadata.
enum PDFTitle {
    /// The title; none when there is none, or only a file name left by a program.
    static func title(_ stated: String) -> String? {
        let title = stated.trimmingWhitespace()
        let lowered = title.lowercased()
        let endings = [".doc", ".docx", ".tex", ".dvi", ".indd", ".pdf", ".odt"]
        let isJunk =
            title.isEmpty || lowered.hasPrefix("untitled") || lowered.hasPrefix("microsoft word")
            || endings.contains { lowered.hasSuffix($0) }
        return isJunk ? nil : title
    }
}
