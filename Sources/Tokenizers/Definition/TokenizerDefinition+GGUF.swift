import Files

extension TokenizerDefinition {
    /// The values of a GGUF file's `tokenizer.ggml.*` keys, as plain values; nil for a key that is missing.
    public struct GGUFValues: Sendable {
        /// `model`: `gpt2` for byte-level BPE, `llama` for SentencePiece.
        public var model: String
        /// `pre`: the name of the pre-tokenizer of a byte-level vocabulary.
        public var pre: String?
        /// `tokens`: the pieces.
        public var tokens: [String]
        /// `token_type`: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte.
        public var tokenTypes: [Int32]?
        /// `scores`, used by SentencePiece vocabularies.
        public var scores: [Float]?
        /// `merges`, each as `left right`, used by byte-level vocabularies.
        public var merges: [String]?
        /// `bos_token_id`.
        public var beginningOfText: Int32?
        /// `eos_token_id`.
        public var endOfText: Int32?
        /// `unknown_token_id`.
        public var unknown: Int32?
        /// `padding_token_id`.
        public var padding: Int32?
        /// `add_bos_token`.
        public var addsBeginningOfText: Bool?
        /// `add_eos_token`.
        public var addsEndOfText: Bool?
        /// `add_space_prefix`.
        public var addsSpacePrefix: Bool?

        /// Creates the values from the two that every file has; set the others where the file has them.
        public init(model: String, tokens: [String]) {
            self.model = model
            self.tokens = tokens
        }
    }

    /// Reads the vocabulary of a GGUF file.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature` for a tokenizer model or a pre-tokenizer that is not known, and
    ///   with `.inconsistentVocabulary` when merges or types do not fit the tokens.
    public init(gguf values: GGUFValues) throws {
        let kinds = try values.tokenTypes.map { try $0.enumerated().map(Self.kind) }
        let conventions = try Self.conventions(ofGGUFModel: values.model, pre: values.pre)
        self.init(
            tokens: values.tokens,
            kinds: kinds ?? [TokenKind](repeating: .normal, count: values.tokens.count),
            family: conventions.family,
            normalisation: conventions.normalisation,
            ignoresMerges: conventions.ignoresMerges,
            beginningOfText: values.beginningOfText,
            endOfText: values.endOfText,
            unknown: values.unknown,
            padding: values.padding,
            addsBeginningOfText: values.addsBeginningOfText ?? conventions.addsBeginningOfText,
            addsEndOfText: values.addsEndOfText ?? false)
        switch conventions.family {
        case .byteLevelBPE:
            merges = try (values.merges ?? []).enumerated().map { index, text in
                guard let merge = Merge(joined: text) else {
                    throw Diagnosis(
                        .inconsistentVocabulary, place: "tokenizer.ggml.merges[\(index)]",
                        problem: "'\(text)' is not two pieces with a space between them",
                        remedy: "get the model file again")
                }
                return merge
            }
        case .sentencePieceBPE:
            scores = values.scores
            let addsPrefix = values.addsSpacePrefix ?? true
            normalisation = .spaces(prefix: addsPrefix ? .everyStretch : .never)
            stripsLeadingSpace = addsPrefix
            mergeRunsOfSpaces()
        }
    }

    /// Has runs of spaces, which Gemma's files list as user-defined tokens, merged and not looked for in the text.
    ///
    /// There they are spelt with plain spaces, which are gone once a text is normalised. Merged before all else, a run
    /// of them becomes what the reference makes of it, and so does a run of `▁` in the text itself.
    private mutating func mergeRunsOfSpaces() {
        var runs: Set<Int32> = []
        for index in tokens.indices where kinds[index] == .userDefined {
            let bytes = tokens[index].utf8
            guard !bytes.isEmpty, bytes.allSatisfy({ $0 == 0x20 }) else { continue }
            tokens[index] = String(repeating: "▁", count: bytes.count)
            runs.insert(Int32(truncatingIfNeeded: index))
        }
        addedTokens.removeAll { runs.contains($0.id) }
    }

    /// What the names in a GGUF file stand for, where the file itself says nothing more.
    struct GGUFConventions {
        var family: TokenizerFamily
        var normalisation = Normalisation.none
        var ignoresMerges = false
        var addsBeginningOfText = false
    }

    /// The tokenizer that `tokenizer.ggml.model` and `tokenizer.ggml.pre` name.
    ///
    /// A file without a pre-tokenizer's name, or with the name `default`, is read with GPT-2's, from which such
    /// files come.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature`, naming what is not known.
    static func conventions(ofGGUFModel model: String, pre: String?) throws -> GGUFConventions {
        switch model {
        case "llama", "gemma":
            return GGUFConventions(family: .sentencePieceBPE(splitsWords: false), addsBeginningOfText: true)
        case "gpt2": break
        default:
            throw Diagnosis(
                .unsupportedFeature, place: "tokenizer.ggml.model",
                problem: "the tokenizer '\(model)' is not supported",
                remedy: "use a model with a byte-level or SentencePiece BPE vocabulary")
        }
        switch pre ?? "default" {
        case "default", "gpt-2":
            return GGUFConventions(family: .byteLevelBPE(preTokenizer: .gpt2))
        case "smollm", "starcoder", "refact":
            return GGUFConventions(family: .byteLevelBPE(preTokenizer: .smolLM))
        case "llama-bpe", "llama3", "llama-v3":
            return GGUFConventions(
                family: .byteLevelBPE(preTokenizer: .llama3), ignoresMerges: true, addsBeginningOfText: true)
        case "qwen2", "deepseek-r1-qwen":
            return GGUFConventions(family: .byteLevelBPE(preTokenizer: .qwen2), normalisation: .composed)
        case let name:
            throw Diagnosis(
                .unsupportedFeature, place: "tokenizer.ggml.pre",
                problem: "the pre-tokenizer '\(name)' is not supported",
                remedy: "use a model with the pre-tokenizer gpt-2, smollm, llama-bpe or qwen2")
        }
    }

    private static func kind(at index: Int, of type: Int32) throws -> TokenKind {
        guard let kind = TokenKind(rawValue: type) else {
            throw Diagnosis(
                .inconsistentVocabulary, place: "tokenizer.ggml.token_type[\(index)]",
                problem: "there is no token type \(type)",
                remedy: "get the model file again")
        }
        return kind
    }
}
