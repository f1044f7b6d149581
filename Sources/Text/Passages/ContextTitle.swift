/// Names a context after its document and the headings that its text came from.
enum ContextTitle {
    /// The longest list of headings that is still a title, in characters.
    private static let longest = 80

    /// "Document", "Document: Chapter: Section" or, for small sections put together, "Document: Chapter: One; Two".
    ///
    /// The outermost headings are left out where all of them are too long for a title.
    static func title(of document: String, paths: [[String]]) -> String {
        let innermost = paths.compactMap(\.last)
        let list = innermost.joined(separator: "; ")
        if innermost.count == paths.count, innermost.count == 1 || !list.isEmpty && list.count <= longest {
            return title(document, common(paths.map { $0.dropLast() }) + [list])
        }
        // Too many for a title: what they have in common.
        return title(document, common(paths.map { $0[...] }))
    }

    /// The document and as many of the headings over its part as fit, the innermost in any case.
    private static func title(_ document: String, _ headings: [String]) -> String {
        var fitting = headings[...]
        while fitting.count > 1, fitting.joined(separator: ": ").count > longest { fitting.removeFirst() }
        return ([document] + fitting).joined(separator: ": ")
    }

    /// What all paths begin with.
    private static func common(_ paths: [ArraySlice<String>]) -> [String] {
        guard let first = paths.first else { return [] }
        return paths.dropFirst().reduce(Array(first)) { common, path in
            zip(common, path).prefix { $0 == $1 }.map(\.0)
        }
    }
}
