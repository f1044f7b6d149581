import ModelFormats
import Tokenizers

extension Tokenizer {
    /// Builds the tokenizer that a GGUF model carries.
    ///
    /// - Throws: `Diagnosis` when its vocabulary is missing, damaged or of an unknown kind.
    init(_ gguf: GGUFFile) throws {
        try gguf.requireModel()
        let metadata = gguf.metadata
        func key(_ name: String) -> String { "tokenizer.ggml.\(name)" }
        func token(_ name: String) throws -> Int32? {
            try metadata.integerIfPresent(key(name)).flatMap(Int32.init(exactly:))
        }
        var values = TokenizerDefinition.GGUFValues(
            model: try metadata.string(key("model")), tokens: try metadata.strings(key("tokens")))
        values.pre = try metadata.stringIfPresent(key("pre"))
        values.tokenTypes = try metadata.arrayIfPresent(key("token_type"))?.integers().map {
            Int32(clamping: $0)
        }
        values.scores = try metadata.arrayIfPresent(key("scores"))?.floats()
        values.merges = try metadata.arrayIfPresent(key("merges"))?.strings()
        values.beginningOfText = try token("bos_token_id")
        values.endOfText = try token("eos_token_id")
        values.unknown = try token("unknown_token_id")
        values.padding = try token("padding_token_id")
        values.addsBeginningOfText = try metadata.boolIfPresent(key("add_bos_token"))
        values.addsEndOfText = try metadata.boolIfPresent(key("add_eos_token"))
        values.addsSpacePrefix = try metadata.boolIfPresent(key("add_space_prefix"))
        try self.init(TokenizerDefinition(gguf: values))
    }
}
