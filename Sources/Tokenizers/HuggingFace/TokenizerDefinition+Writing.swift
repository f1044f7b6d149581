import Files

extension TokenizerDefinition {
    /// The definition as the text of a `tokenizer.json`, which gives the same tokens in Hugging Face's library.
    ///
    /// A vocabulary that is ranked by scores gets merges that say the same (``mergesByScore()``).
    public func tokenizerJSON() -> String {
        let isByteLevel = if case .byteLevelBPE = family { true } else { false }
        let hasByteTokens = kinds.contains(.byte)
        var text = #"{"version":"1.0","truncation":null,"padding":null,"added_tokens":["#
        text += addedTokens.sorted { $0.id < $1.id }.map(written).joined(separator: ",")
        text += #"],"normalizer":\#(writtenNormalizer),"pre_tokenizer":\#(writtenPreTokenizer)"#
        text += #","post_processor":\#(writtenPostProcessor),"decoder":\#(writtenDecoder)"#
        text += #","model":{"type":"BPE","dropout":null,"unk_token":"#
        // Byte-level vocabularies leave out what they cannot spell.
        text += unknown.flatMap { isByteLevel ? nil : quoted(tokens[Int($0)]) } ?? "null"
        text += #","continuing_subword_prefix":null,"end_of_word_suffix":null"#
        text += #","fuse_unk":\#(!isByteLevel),"byte_fallback":\#(!isByteLevel && hasByteTokens)"#
        text += #","ignore_merges":\#(ignoresMerges),"vocab":{"#
        // Written entry by entry: a dictionary of strings would take a composed and a decomposed é for one key.
        var separator = ""
        for (id, piece) in tokens.enumerated() where kinds[id] != .unused || !piece.isEmpty {
            text += "\(separator)\(quoted(piece)):\(id)"
            separator = ","
        }
        text += #"},"merges":["#
        separator = ""
        for merge in merges.isEmpty ? mergesByScore() : merges {
            text += "\(separator)[\(quoted(merge.left)),\(quoted(merge.right))]"
            separator = ","
        }
        return text + "]}}\n"
    }

    private func written(_ token: AddedToken) -> String {
        #"{"id":\#(token.id),"content":\#(quoted(tokens[Int(token.id)])),"single_word":false"#
            + #","lstrip":\#(token.takesSpaceOnLeft),"rstrip":\#(token.takesSpaceOnRight)"#
            + #","normalized":\#(token.isNormalised),"special":\#(token.isSpecial)}"#
    }

    private var writtenNormalizer: String {
        let spaces = #"{"type":"Replace","pattern":{"String":" "},"content":"▁"}"#
        switch normalisation {
        case .none, .spaces(prefix: .everyStretchWithoutOne), .spaces(prefix: .startWithoutOne): return "null"
        case .composed: return #"{"type":"NFC"}"#
        case .spaces(prefix: .never): return spaces
        case .spaces(prefix: .everyStretch):
            return #"{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},\#(spaces)]}"#
        }
    }

    private var writtenPreTokenizer: String {
        switch (family, normalisation) {
        case (.byteLevelBPE(let preTokenizer), _): return Self.written(preTokenizer)
        case (.sentencePieceBPE(let splits), .spaces(prefix: .everyStretchWithoutOne)):
            return Self.metaspace(prefix: "always", splits: splits)
        case (.sentencePieceBPE(let splits), .spaces(prefix: .startWithoutOne)):
            return Self.metaspace(prefix: "first", splits: splits)
        case (.sentencePieceBPE, _): return "null"
        }
    }

    private static func metaspace(prefix: String, splits: Bool) -> String {
        #"{"type":"Metaspace","replacement":"▁","prepend_scheme":"\#(prefix)","split":\#(splits)}"#
    }

    private static func written(_ preTokenizer: PreTokenizer) -> String {
        func bytes(usesRegex: Bool) -> String {
            #"{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":\#(usesRegex)}"#
        }
        func sequence(_ first: String, _ second: String) -> String {
            #"{"type":"Sequence","pretokenizers":[\#(first),\#(second)]}"#
        }
        switch preTokenizer {
        case .gpt2: return bytes(usesRegex: true)
        case .smolLM:
            return sequence(#"{"type":"Digits","individual_digits":true}"#, bytes(usesRegex: true))
        case .llama3, .qwen2:
            let pattern = quoted(preTokenizer.pattern ?? "")
            let split =
                #"{"type":"Split","pattern":{"Regex":\#(pattern)},"behavior":"Isolated","invert":false}"#
            return sequence(split, bytes(usesRegex: false))
        }
    }

    private var writtenDecoder: String {
        if case .byteLevelBPE = family {
            return #"{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}"#
        }
        let strip = stripsLeadingSpace ? #",{"type":"Strip","content":" ","start":1,"stop":0}"# : ""
        return #"{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "}"#
            + #",{"type":"ByteFallback"},{"type":"Fuse"}\#(strip)]}"#
    }

    /// What Hugging Face's library puts around a text by itself.
    private var writtenPostProcessor: String {
        let before = addsBeginningOfText ? beginningOfText : nil
        let after = addsEndOfText ? endOfText : nil
        guard before != nil || after != nil else { return "null" }
        func special(_ id: Int32?, type: Int) -> [String] {
            id.map { [#"{"SpecialToken":{"id":\#(quoted(tokens[Int($0)])),"type_id":\#(type)}}"#] } ?? []
        }
        func around(_ sequence: String, type: Int) -> [String] {
            special(before, type: type) + [#"{"Sequence":{"id":"\#(sequence)","type_id":\#(type)}}"#]
                + special(after, type: type)
        }
        let ids = Set([before, after].compactMap { $0 }).sorted()
        let known = ids.map { id in
            let piece = quoted(tokens[Int(id)])
            return #"\#(piece):{"id":\#(piece),"ids":[\#(id)],"tokens":[\#(piece)]}"#
        }
        let single = around("A", type: 0)
        return #"{"type":"TemplateProcessing","single":[\#(single.joined(separator: ","))]"#
            + #","pair":[\#((single + around("B", type: 1)).joined(separator: ","))]"#
            + #","special_tokens":{\#(known.joined(separator: ","))}}"#
    }
}

/// A text as a JSON string.
private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\u{0}"..<"\u{20}", "\u{7F}":
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
