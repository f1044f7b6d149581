/// What a line of source code declares.
struct SourceDeclaration: Equatable {
    /// What it is called, after the word that declares it: "class Gauge".
    let name: String
    /// Whether it has members.
    let isType: Bool

    /// Looks at a line; nil when it declares nothing that is told.
    init?(_ line: Substring, in language: SourceLanguage) {
        // Longer than this, a line was written by a program.
        guard line.utf8.count < 1000 else { return nil }
        let text = SourceLine.trimmed(line)
        var rest = text
        while true {
            let word = rest.prefix {
                !$0.isWhitespace && !"({:<?".contains($0) || rest.hasPrefix("pub(") && $0 == "("
            }
            let key = language == .sql ? word.lowercased() : String(word)
            let after = SourceLine.trimmed(rest.dropFirst(word.count))
            let isType = language.typeWords.contains(key)
            if isType || language.functionWords.contains(key) {
                // "class func" of Swift: the first is a modifier.
                let next = String(after.prefix { $0.isLetter })
                if language.modifiers.contains(key), language.functionWords.contains(next) {
                    rest = after
                    continue
                }
                guard let name = Self.name(after, in: language, word: key) else { return nil }
                let gap = name.isEmpty || name.hasPrefix("<") ? "" : " "
                (self.name, self.isType) = (key + gap + name, isType)
                return
            }
            guard language.modifiers.contains(key), !after.isEmpty else { break }
            rest = after
        }
        // Types of C often stand on a line of their own, above the name.
        let isOutermost = line.first?.isWhitespace == false
        guard let name = Self.nameByShape(text, isOutermost: isOutermost, in: language) else { return nil }
        (self.name, isType) = (name, false)
    }

    /// The name after a word that declares; nil when none follows and one is needed.
    private static func name(_ text: Substring, in language: SourceLanguage, word: String) -> String? {
        if word == "init" { return text.hasPrefix("(") || text.hasPrefix("?(") ? "" : nil }
        var rest = text
        if language == .go, rest.first == "(", let end = rest.firstIndex(of: ")") {
            // The type that a method is of.
            let receiver = rest[..<end].split(separator: " ").last.map { $0.drop { "(*".contains($0) } } ?? ""
            let method = SourceLine.trimmed(rest[rest.index(after: end)...]).prefix(while: isOfName)
            return method.isEmpty ? nil : "\(receiver).\(method)"
        }
        if language == .rust, word == "impl" {
            // "impl<T> Scale for Gauge<T>": all of it is the name.
            let head = SourceLine.trimmed(rest.prefix { $0 != "{" })
            return head.isEmpty ? nil : String(head)
        }
        if language == .sql, rest.lowercased().hasPrefix("if not exists ") { rest = rest.dropFirst(14) }
        let name = rest.prefix {
            isOfName($0) || $0 == "." || ($0 == ":" && "cpp lua perl".contains(language.rawValue))
        }
        guard let first = name.first, !first.isNumber else {
            // An operator is called by its signs.
            let sign = rest.prefix { !$0.isWhitespace && $0 != "(" }
            return word == "func" && !sign.isEmpty ? String(sign) : nil
        }
        return String(name.last == ":" ? name.dropLast() : name)
    }

    /// The name of a function that only its shape tells: words, a name, a parenthesis, and no end of a statement.
    private static func nameByShape(
        _ text: Substring, isOutermost: Bool, in language: SourceLanguage
    ) -> String? {
        if language == .shell {
            let name = text.prefix { isOfName($0) || $0 == "-" }
            return !name.isEmpty && text.dropFirst(name.count).hasPrefix("()") ? String(name) : nil
        }
        guard language.hasFunctionsByShape, let open = text.firstIndex(of: "("), !text.hasSuffix(";"),
            text.hasSuffix("{") || text.hasSuffix(")") || text.hasSuffix(",")
        else { return nil }
        let head = text[..<open]
        guard !head.contains(where: { "=\"'.#/!?%+".contains($0) }) else { return nil }
        let words = head.split { $0 == " " || $0 == "*" || $0 == "&" || $0 == "\t" }
        guard let name = words.last, let first = name.first,
            first.isLetter || first == "_" || first == "~"
        else { return nil }
        let statements: Set<Substring> = [
            "if", "for", "while", "switch", "return", "else", "do", "catch", "new", "throw", "sizeof",
            "synchronized",
            "using", "lock", "foreach", "case", "typedef",
        ]
        guard !words.contains(where: statements.contains),
            words.count > 1 || text.hasSuffix("{") || language == .c && isOutermost
        else { return nil }
        return String(name)
    }

    private static func isOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }
}
