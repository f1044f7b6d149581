public import Text
public import Tokenizers

extension TextMeasure {
    /// Measures by a model's tokenizer, with special tokens taken as the text that they are spelt as.
    public init(_ tokenizer: Tokenizer) {
        self.init { tokenizer.encode($0, specialTokens: .asText).count }
    }
}
