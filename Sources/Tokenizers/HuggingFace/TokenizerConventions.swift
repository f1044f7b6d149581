import Files

/// What the normalizer, pre-tokenizer and decoder of a `tokenizer.json` come down to.
struct TokenizerConventions {
    var family: TokenizerFamily
    var normalisation: Normalisation
    var stripsLeadingSpace: Bool
    /// Whether spaces are only replaced after added tokens were looked for.
    var looksInOriginalTextOnly = false

    /// Recognises the combination of parts.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature`, naming the part that is not known.
    init(document: JSONValue) throws {
        let normalizers = Self.steps(document["normalizer"], "normalizers")
        let steps = Self.steps(document["pre_tokenizer"], "pretokenizers")
        if steps.contains(where: { $0["type"]?.string == "ByteLevel" }) {
            family = .byteLevelBPE(preTokenizer: try Self.preTokenizer(steps))
            normalisation = try Self.byteLevelNormalisation(normalizers)
            stripsLeadingSpace = false
            let decoder = document["decoder"]?["type"]?.string ?? "none"
            guard decoder == "ByteLevel" else {
                throw TokenizerFile.unsupported(
                    "decoder", "'\(decoder)' after byte-level pieces is not supported")
            }
            return
        }
        let prefix = try Self.prefix(normalizers)
        if let metaspace = steps.first, metaspace["type"]?.string == "Metaspace" {
            guard steps.count == 1, normalizers.isEmpty, metaspace["replacement"]?.string ?? "▁" == "▁" else {
                throw TokenizerFile.unsupported("pre_tokenizer", "this use of Metaspace is not supported")
            }
            family = .sentencePieceBPE(splitsWords: metaspace["split"]?.bool ?? true)
            normalisation = .spaces(prefix: try Self.prefix(ofMetaspace: metaspace))
            looksInOriginalTextOnly = true
        } else {
            guard let prefix else {
                throw TokenizerFile.unsupported("pre_tokenizer", "no rule for spaces was recognised")
            }
            // Gemma's split at spaces has nothing to do, for its normalizer has replaced them all.
            for step in steps
            where !(step["type"]?.string == "Split" && step["pattern"]?["String"]?.string == " ") {
                throw TokenizerFile.unsupported("pre_tokenizer", "'\(Self.name(step))' is not supported here")
            }
            family = .sentencePieceBPE(splitsWords: false)
            normalisation = .spaces(prefix: prefix)
        }
        let model = document["model"]
        guard model?["byte_fallback"]?.bool == true || model?["fuse_unk"]?.bool == true else {
            throw TokenizerFile.unsupported("model", "neither byte_fallback nor fuse_unk is set")
        }
        stripsLeadingSpace = try Self.stripsLeadingSpace(document["decoder"], normalisation)
    }

    private static func steps(_ value: JSONValue?, _ key: String) -> [JSONValue] {
        guard let value else { return [] }
        return value["type"]?.string == "Sequence" ? value[key]?.array ?? [] : [value]
    }

    private static func name(_ step: JSONValue) -> String {
        let type = step["type"]?.string ?? "?"
        return (step["pattern"]?["Regex"]?.string ?? step["pattern"]?["String"]?.string).map {
            "\(type) \($0)"
        } ?? type
    }

    private static func preTokenizer(_ steps: [JSONValue]) throws -> PreTokenizer {
        guard let last = steps.last, last["type"]?.string == "ByteLevel", steps.count <= 2 else {
            throw TokenizerFile.unsupported(
                "pre_tokenizer", "the sequence \(steps.map(name).joined(separator: ", ")) is not supported")
        }
        if last["add_prefix_space"]?.bool ?? true {
            throw TokenizerFile.unsupported(
                "pre_tokenizer", "ByteLevel with add_prefix_space is not supported")
        }
        let usesOwnPattern = last["use_regex"]?.bool ?? true
        if steps.count == 1, usesOwnPattern { return .gpt2 }
        let first = steps[0]
        switch (first["type"]?.string, usesOwnPattern) {
        case ("Digits", true) where first["individual_digits"]?.bool == true: return .smolLM
        case ("Split", false):
            let cuts = first["behavior"]?.string == "Isolated" && first["invert"]?.bool != true
            let keeps = first["behavior"]?.string == "Removed" && first["invert"]?.bool == true
            if cuts || keeps,
                let known = PreTokenizer.allCases.first(where: {
                    $0.pattern == first["pattern"]?["Regex"]?.string
                })
            {
                return known
            }
        default: break
        }
        throw TokenizerFile.unsupported("pre_tokenizer", "'\(name(first))' before ByteLevel is not supported")
    }

    private static func byteLevelNormalisation(_ normalizers: [JSONValue]) throws -> Normalisation {
        if normalizers.isEmpty { return .none }
        if normalizers.count == 1, normalizers[0]["type"]?.string == "NFC" { return .composed }
        throw TokenizerFile.unsupported(
            "normalizer",
            "\(normalizers.map(name).joined(separator: ", ")) before byte-level pieces is not supported")
    }

    /// The prefix rule of normalizers that replace spaces, or nil when there are none.
    private static func prefix(_ normalizers: [JSONValue]) throws -> SpacePrefix? {
        var rest = normalizers[...]
        var prefix: SpacePrefix?
        if rest.first?["type"]?.string == "Prepend", rest.first?["prepend"]?.string == "▁" {
            prefix = .everyStretch
            rest.removeFirst()
        }
        if let step = rest.first, step["type"]?.string == "Replace",
            step["pattern"]?["String"]?.string == " ",
            step["content"]?.string == "▁"
        {
            prefix = prefix ?? .never
            rest.removeFirst()
        } else if prefix != nil {
            throw TokenizerFile.unsupported(
                "normalizer", "a prefix without a rule for spaces is not supported")
        }
        guard rest.isEmpty else {
            throw TokenizerFile.unsupported(
                "normalizer", "'\(rest.map(name).joined(separator: ", "))' is not supported")
        }
        return prefix
    }

    private static func prefix(ofMetaspace step: JSONValue) throws -> SpacePrefix {
        switch step["prepend_scheme"]?.string {
        case "first": return .startWithoutOne
        case "never": return .never
        case "always": return .everyStretchWithoutOne
        case nil: return step["add_prefix_space"]?.bool ?? true ? .everyStretchWithoutOne : .never
        case let name?:
            throw TokenizerFile.unsupported("pre_tokenizer", "prepend_scheme '\(name)' is not supported")
        }
    }

    private static func stripsLeadingSpace(_ decoder: JSONValue?, _ normalisation: Normalisation) throws
        -> Bool
    {
        var strips = false
        for step in steps(decoder, "decoders") {
            switch step["type"]?.string {
            case "Replace", "ByteFallback", "Fuse": break
            case "Metaspace": strips = normalisation != .spaces(prefix: .never)
            case "Strip":
                guard step["content"]?.string == " ", step["start"]?.integer == 1,
                    step["stop"]?.integer ?? 0 == 0
                else {
                    throw TokenizerFile.unsupported("decoder", "this use of Strip is not supported")
                }
                strips = true
            default: throw TokenizerFile.unsupported("decoder", "'\(name(step))' is not supported")
            }
        }
        return strips
    }
}
