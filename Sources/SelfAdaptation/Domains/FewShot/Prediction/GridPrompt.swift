package import LanguageModel
import Tokenizers

/// Examples as a model is trained on them and asked: demonstrations one after the other, then an input.
///
/// Plain text without a chat's turns, so that few tokens stand between grids.
package struct GridPrompt: Sendable {
    private let model: LanguageModel

    /// Examples for a model.
    package init(model: LanguageModel) { self.model = model }

    /// What ends an output besides the model's own end.
    static let stop = "\n\n"

    /// Pairs as text.
    static func text(_ pairs: [GridPair]) -> String {
        pairs.map { "Input:\n\($0.input.text)Output:\n\($0.output.text)\n" }.joined()
    }

    /// The tokens up to where the output of an input begins.
    package func tokens(_ demonstrations: [GridPair], _ input: Grid) -> [Int32] {
        model.encode("\(Self.text(demonstrations))Input:\n\(input.text)Output:\n", specialTokens: .asText)
    }

    /// The tokens of an output with what ends it.
    package func tokens(_ output: Grid) -> [Int32] {
        model.tokenizer.encode("\(output.text)\n", specialTokens: .asText)
    }

    /// What is trained on for an example.
    package func sequence(_ example: TestTimeExamples.Example, _ loss: LossTokens) -> TrainingSequence {
        let prompt = tokens(example.demonstrations, example.query.input)
        return TrainingSequence(
            tokens: prompt + tokens(example.query.output), lossStart: loss == .all ? 1 : prompt.count)
    }
}
