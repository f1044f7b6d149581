import Files
public import Foundation

extension TokenizerDefinition {
    /// Reads a `tokenizer.json`, and the names of the special tokens from a `tokenizer_config.json` beside it.
    ///
    /// What the file asks for and this target cannot do is refused by its name, for a tokenizer that is nearly right
    /// gives a model nearly the right input.
    ///
    /// - Throws: `Diagnosis` with `.malformed`, `.unsupportedFeature` or `.inconsistentVocabulary`.
    public init(tokenizerJSON: Data, configuration: Data? = nil) throws {
        let document = try JSONValue(parsing: Array(tokenizerJSON), path: "tokenizer.json")
        let configuration = try configuration.map {
            try JSONValue(parsing: Array($0), path: "tokenizer_config.json")
        }
        guard let model = document["model"] else { throw TokenizerFile.malformed("model", "it is missing") }
        try TokenizerFile.checkModel(model)
        let conventions = try TokenizerConventions(document: document)
        let isByteLevel = if case .byteLevelBPE = conventions.family { true } else { false }
        let unknownPiece = model["unk_token"]?.string ?? configuration?["unk_token"]?.tokenContent
        var vocabulary = try TokenizerFile.Vocabulary(
            model: model, added: document["added_tokens"]?.array ?? [], unknownPiece: unknownPiece)
        if !isByteLevel, model["byte_fallback"]?.bool == true { vocabulary.markByteTokens() }
        if conventions.looksInOriginalTextOnly {
            for index in vocabulary.added.indices { vocabulary.added[index].isNormalised = false }
        }
        let template = TokenizerFile.specialTokensAround(document["post_processor"])
        func id(_ key: String) -> Int32? {
            configuration?[key]?.tokenContent.flatMap { vocabulary.id(of: $0) }
        }
        self.init(
            tokens: vocabulary.tokens,
            kinds: vocabulary.kinds,
            family: conventions.family,
            merges: try TokenizerFile.merges(model["merges"]),
            normalisation: conventions.normalisation,
            addedTokens: vocabulary.added,
            ignoresMerges: model["ignore_merges"]?.bool ?? false,
            stripsLeadingSpace: conventions.stripsLeadingSpace,
            beginningOfText: id("bos_token") ?? template.before.flatMap { vocabulary.id(of: $0) },
            endOfText: id("eos_token") ?? template.after.flatMap { vocabulary.id(of: $0) },
            unknown: unknownPiece.flatMap { vocabulary.id(of: $0) },
            padding: id("pad_token"),
            addsBeginningOfText: configuration?["add_bos_token"]?.bool ?? (template.before != nil),
            addsEndOfText: configuration?["add_eos_token"]?.bool ?? (template.after != nil))
    }
}

extension JSONValue {
    /// The text of a token that a configuration gives as a string or as an object.
    fileprivate var tokenContent: String? { string ?? self["content"]?.string }
}
