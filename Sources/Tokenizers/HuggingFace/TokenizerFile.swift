import Files

/// The parts of a `tokenizer.json` that hold the vocabulary.
enum TokenizerFile {
    /// An error about a damaged part of the file.
    static func malformed(_ place: String, _ problem: String) -> Diagnosis {
        Diagnosis(
            .malformed, file: "tokenizer.json", place: place, problem: problem, remedy: "get the file again")
    }

    /// An error about a sound part of the file that is not implemented.
    static func unsupported(_ place: String, _ problem: String) -> Diagnosis {
        Diagnosis(
            .unsupportedFeature, file: "tokenizer.json", place: place, problem: problem,
            remedy:
                "use a model with a tokenizer like GPT-2's, Llama's, Qwen2's, SmolLM's, Mistral's or Gemma's")
    }

    /// Checks that the model is plain BPE.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature`, naming the option.
    static func checkModel(_ model: JSONValue) throws {
        let type = model["type"]?.string ?? "BPE"
        guard type == "BPE" else { throw unsupported("model", "the type '\(type)' is not supported") }
        for key in ["continuing_subword_prefix", "end_of_word_suffix"] {
            if let text = model[key]?.string, !text.isEmpty {
                throw unsupported("model.\(key)", "it is not supported")
            }
        }
        if let dropout = model["dropout"], dropout.integer != 0 {
            throw unsupported("model.dropout", "it is not supported")
        }
    }

    /// Reads merges, written as `left right` or as pairs.
    ///
    /// - Throws: `Diagnosis` with `.malformed`, naming the merge.
    static func merges(_ value: JSONValue?) throws -> [Merge] {
        guard let elements = value?.array else { throw malformed("model.merges", "the list is missing") }
        return try elements.enumerated().map { index, element in
            if let text = element.string, let merge = Merge(joined: text) { return merge }
            if let pair = element.array, pair.count == 2, let left = pair[0].string,
                let right = pair[1].string
            {
                return Merge(left: left, right: right)
            }
            throw malformed("model.merges[\(index)]", "it is not two pieces")
        }
    }

    /// The special tokens that the post-processor puts before and after a text.
    static func specialTokensAround(_ processor: JSONValue?) -> (before: String?, after: String?) {
        let candidates = processor?["processors"]?.array ?? processor.map { [$0] } ?? []
        for candidate in candidates where candidate["type"]?.string == "TemplateProcessing" {
            let single = candidate["single"]?.array ?? []
            return (single.first?["SpecialToken"]?["id"]?.string, single.last?["SpecialToken"]?["id"]?.string)
        }
        return (nil, nil)
    }

    /// The tokens, what they are for, and which are looked for in the text.
    struct Vocabulary {
        private(set) var tokens: [String]
        private(set) var kinds: [TokenKind]
        var added: [AddedToken] = []

        /// Orders the tokens of a file by identifier; identifiers that nothing names are unused.
        ///
        /// - Throws: `Diagnosis` with `.malformed` for an identifier that is no number or out of proportion.
        init(model: JSONValue, added: [JSONValue], unknownPiece: String?) throws {
            guard let members = model["vocab"]?.object?.members else {
                throw malformed("model.vocab", "it is missing")
            }
            // Some vocabularies have gaps, but one that is mostly gap is a damaged file, and memory is bounded by it.
            let limit = (members.count + added.count) * 4 + 1024
            func identifier(_ value: JSONValue?, of piece: String) throws -> Int {
                guard let id = value?.integer, id >= 0, id < limit else {
                    throw malformed("token '\(piece)'", "its identifier is no number or out of range")
                }
                return id
            }
            var highest = -1
            var entries: [(id: Int, piece: String)] = []
            entries.reserveCapacity(members.count)
            for member in members {
                let id = try identifier(member.value, of: member.key)
                entries.append((id, member.key))
                highest = max(highest, id)
            }
            var contents: [(id: Int, piece: String, value: JSONValue)] = []
            for value in added {
                guard let piece = value["content"]?.string else {
                    throw malformed("added_tokens", "a content is missing")
                }
                let id = try identifier(value["id"], of: piece)
                contents.append((id, piece, value))
                highest = max(highest, id)
            }
            tokens = [String](repeating: "", count: highest + 1)
            kinds = [TokenKind](repeating: .unused, count: highest + 1)
            for entry in entries {
                tokens[entry.id] = entry.piece
                kinds[entry.id] = .normal
            }
            for (id, piece, value) in contents {
                if value["single_word"]?.bool == true {
                    throw unsupported("added token '\(piece)'", "single_word is not supported")
                }
                let isSpecial = value["special"]?.bool ?? false
                tokens[id] = piece
                let isUnknown = unknownPiece.map { $0.utf8.elementsEqual(piece.utf8) } ?? false
                kinds[id] = isSpecial ? (isUnknown ? .unknown : .control) : .userDefined
                self.added.append(
                    AddedToken(
                        id: Int32(truncatingIfNeeded: id), isSpecial: isSpecial,
                        takesSpaceOnLeft: value["lstrip"]?.bool ?? false,
                        takesSpaceOnRight: value["rstrip"]?.bool ?? false,
                        isNormalised: value["normalized"]?.bool ?? !isSpecial))
            }
        }

        /// Turns the tokens spelt `<0x00>` to `<0xFF>` into byte tokens.
        mutating func markByteTokens() {
            for index in tokens.indices where kinds[index] == .normal && tokens[index].utf8.count == 6 {
                if ByteToken.byte(of: Array(tokens[index].utf8)[...]) != nil { kinds[index] = .byte }
            }
        }

        /// The identifier of a piece, by its bytes.
        func id(of piece: String) -> Int32? {
            tokens.firstIndex { $0.utf8.elementsEqual(piece.utf8) }.map { Int32(truncatingIfNeeded: $0) }
        }
    }
}
