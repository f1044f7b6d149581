/// Names a context after its document and the headings that its text came from.
enum ContextTitle {
    /// The longest list of headings that is still a title, in characters.
    private static let longest = 80

    /// "Document", "Document: Section" or, for small sections put together, "Document: One; Two".
    static func title(of document: String, paths: [[String]]) -> String {
        let headings = paths.compactMap(\.last)
        let list = headings.joined(separator: "; ")
        if headings.count == paths.count, !list.isEmpty, headings.count == 1 || list.count <= longest {
            return "\(document): \(list)"
        }
        // Too many for a title: what they have in common.
        let common = paths.dropFirst().reduce(paths.first ?? []) { common, path in
            Array(zip(common, path).prefix { $0 == $1 }.map(\.0))
        }
        return common.last.map { "\(document): \($0)" } ?? document
    }
}
