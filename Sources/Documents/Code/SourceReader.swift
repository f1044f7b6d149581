/// Reads source code: each declaration is a section with its name as the heading, the comment on it as prose, and its
/// code as it is.
///
/// Declarations are told by the words that lines begin with. What is not told stays in the code around it, so nothing
/// of a file is lost, whatever the language allows.
struct SourceReader {
    private let language: SourceLanguage
    private let lines: [Substring]
    private var builder = DocumentBuilder()
    /// Lines of code that belong to the last heading.
    private var code: [Substring] = []
    /// How far in the types begin that surround a line.
    private var types: [Int] = []

    /// Makes a document of source code; nil when there is nothing in it.
    static func document(
        of text: String, in language: SourceLanguage, fileName: String, source: String
    ) -> Document? {
        var reader = SourceReader(
            language: language,
            lines: text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Substring.init))
        reader.read()
        return reader.builder.document(title: fileName, name: fileName, source: source)
    }

    private init(language: SourceLanguage, lines: [Substring]) {
        self.language = language
        self.lines = lines
    }

    private mutating func read() {
        var index = lines.first?.hasPrefix("#!") == true ? 1 : 0
        while index < lines.count, SourceLine.isBlank(lines[index]) { index += 1 }
        // What a file begins with is about all of it.
        if let comment = SourceComment(at: index, of: lines, in: language),
            let paragraphs = comment.paragraphs,
            comment.end >= lines.count || SourceLine.isBlank(lines[comment.end])
        {
            add(paragraphs)
            index = comment.end
        } else if let text = SourceComment(docstringAt: index, of: lines, in: language) {
            add(text.paragraphs)
            index = text.end
        }
        while index < lines.count { index = step(index) }
        endCode()
    }

    /// Reads what begins at a line.
    ///
    /// - Returns: The line after it.
    private mutating func step(_ index: Int) -> Int {
        let comment = SourceComment(at: index, of: lines, in: language)
        var first = comment?.end ?? index
        // Attributes and decorators belong to what they stand above.
        while first < lines.count, SourceLine.isAttribute(lines[first]) { first += 1 }
        guard first < lines.count, let found = SourceDeclaration(lines[first], in: language),
            isReachable(lines[first])
        else {
            let next = max(first, index + 1)
            if !code.isEmpty || !SourceLine.isBlank(lines[index]) { code += lines[index..<next] }
            return next
        }
        endCode()
        let indent = SourceLine.indent(of: lines[first])
        types.removeAll { $0 >= indent }
        builder.add(.heading(level: types.count + 1, found.name))
        add(comment?.paragraphs)
        if found.isType { types.append(indent) }
        code += lines[(comment?.paragraphs == nil ? index : comment?.end ?? index)...first]
        // A string below the signature says what a function of Python does.
        let body = SourceLine.endOfSignature(first, of: lines)
        guard language == .python, let text = SourceComment(docstringAt: body, of: lines, in: language) else {
            return first + 1
        }
        add(text.paragraphs)
        code += lines[(first + 1)..<max(body, first + 1)]
        return text.end
    }

    /// Whether a declaration is outermost, or a member of a type; those in functions stay in their code.
    private func isReachable(_ line: Substring) -> Bool {
        let indent = SourceLine.indent(of: line)
        guard indent > 0 else { return true }
        guard let type = types.last(where: { $0 < indent }) else { return false }
        return indent - type <= 8 && !isInFunction(below: type, at: indent)
    }

    /// Whether the code of the last heading began less far in than a line, yet further than its type.
    private func isInFunction(below type: Int, at indent: Int) -> Bool {
        guard let first = code.first else { return false }
        let start = SourceLine.indent(of: first)
        return start > type && start < indent
    }

    private mutating func add(_ paragraphs: [String]?) {
        for paragraph in paragraphs ?? [] { builder.add(.paragraph(paragraph)) }
    }

    private mutating func endCode() {
        builder.add(.preformatted(code.joined(separator: "\n")))
        code = []
    }
}
