import LanguageModel
import ModelLibrary
package import Tokenizers

/// A text as a model's tokenizer sees it.
package struct TokenizedText {
    /// Its tokens.
    package let tokens: [Int32]
    /// What they stand for.
    package let tokenizer: Tokenizer
}

extension Workbench {
    /// The tokens of a text, without loading the model's weights; with `isPlain` special tokens that are spelt out in it
    /// are text, and none is put before it.
    ///
    /// - Throws: `Diagnosis` for a model whose tokenizer can't be used.
    package func tokenize(_ text: String, isPlain: Bool, model: ModelChoice) throws -> TokenizedText {
        let tokenizer = try Tokenizer(modelPath: resolve(model).path)
        return TokenizedText(tokens: tokenizer.tokens(of: text, isPlain: isPlain), tokenizer: tokenizer)
    }
}

extension Tokenizer {
    /// The tokens of a text as a model is given it, or of its letters alone.
    func tokens(of text: String, isPlain: Bool) -> [Int32] {
        isPlain ? encode(text, specialTokens: .asText) : encodeWithBeginning(text)
    }
}
