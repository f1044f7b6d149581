/// A programming language whose files are read, with what tells comments and declarations in it.
package enum SourceLanguage: String, Sendable, CaseIterable {
    case c, cpp, csharp, go, haskell, java, javascript, kotlin, lua, perl, php, python, r, ruby, rust, scala,
        shell, sql,
        swift, typescript

    /// The language that an ending in small letters stands for; nil for one that is not known.
    init?(fileExtension: String) {
        guard let language = Self.allCases.first(where: { $0.endings.contains(fileExtension) }) else {
            return nil
        }
        self = language
    }

    private var endings: [String] {
        switch self {
        case .c: ["c", "h"]
        case .cpp: ["cc", "cpp", "cxx", "hh", "hpp", "hxx"]
        case .csharp: ["cs"]
        case .go: ["go"]
        case .haskell: ["hs"]
        case .java: ["java"]
        case .javascript: ["js", "mjs", "cjs", "jsx"]
        case .kotlin: ["kt", "kts"]
        case .lua: ["lua"]
        case .perl: ["pl", "pm"]
        case .php: ["php"]
        case .python: ["py", "pyi"]
        case .r: ["r"]
        case .ruby: ["rb"]
        case .rust: ["rs"]
        case .scala: ["scala"]
        case .shell: ["sh", "bash", "zsh"]
        case .sql: ["sql"]
        case .swift: ["swift"]
        case .typescript: ["ts", "tsx"]
        }
    }

    /// What begins a comment that ends with its line.
    var lineComment: String {
        switch self {
        case .perl, .python, .r, .ruby, .shell: "#"
        case .haskell, .lua, .sql: "--"
        default: "//"
        }
    }

    /// What stands around a comment of several lines; nil for a language without them.
    var blockComment: (start: String, end: String)? {
        switch self {
        case .haskell: ("{-", "-}")
        case .lua: ("--[[", "]]")
        case .perl, .python, .r, .ruby, .shell: nil
        default: ("/*", "*/")
        }
    }

    /// Words that declare what has members, which are declarations of their own.
    var typeWords: Set<String> {
        switch self {
        case .c, .sql, .shell, .lua, .r: []
        case .cpp: ["class", "struct", "namespace"]
        case .csharp: ["class", "struct", "interface", "enum", "record", "namespace"]
        case .go: ["type"]
        case .haskell: ["class", "instance", "data", "newtype", "type"]
        case .java: ["class", "interface", "enum", "record"]
        case .javascript: ["class"]
        case .kotlin, .scala: ["class", "interface", "object", "trait"]
        case .perl: ["package"]
        case .php: ["class", "interface", "trait", "enum"]
        case .python: ["class"]
        case .ruby: ["class", "module"]
        case .rust: ["struct", "enum", "trait", "impl", "mod", "union"]
        case .swift: ["class", "struct", "enum", "protocol", "extension", "actor"]
        case .typescript: ["class", "interface", "enum", "namespace", "type"]
        }
    }

    /// Words that declare what is done.
    var functionWords: Set<String> {
        switch self {
        case .go, .swift: ["func", "init"]
        case .javascript, .typescript, .lua, .php, .shell: ["function"]
        case .kotlin: ["fun"]
        case .perl: ["sub"]
        case .python, .ruby, .scala: ["def"]
        case .rust: ["fn"]
        case .sql: ["table", "view", "function", "procedure", "trigger", "index"]
        case .c, .cpp, .csharp, .haskell, .java, .r: []
        }
    }

    /// Words that may stand before those that declare.
    var modifiers: Set<String> {
        let common: Set<String> = [
            "public", "private", "protected", "internal", "static", "final", "abstract", "async", "override",
            "export",
            "default", "open", "sealed", "data", "case",
        ]
        switch self {
        case .sql: return ["create", "or", "replace", "temporary", "temp", "unique", "materialized"]
        case .rust: return ["pub", "unsafe", "extern", "const", "async", "pub(crate)", "pub(super)"]
        case .swift:
            return common.union([
                "package", "fileprivate", "mutating", "nonmutating", "nonisolated", "indirect", "convenience",
                "required", "class",
            ])
        case .kotlin: return common.union(["suspend", "inline", "enum", "companion", "operator", "infix"])
        case .scala: return common.union(["implicit", "lazy", "inline"])
        case .typescript: return common.union(["declare"])
        case .csharp: return common.union(["partial", "readonly"])
        case .lua: return ["local"]
        default: return common
        }
    }

    /// Whether functions are told by their shape: a name before a parenthesis that begins a body.
    var hasFunctionsByShape: Bool {
        switch self {
        case .c, .cpp, .csharp, .java: true
        default: false
        }
    }
}
