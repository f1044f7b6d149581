public import ArgumentParser
import Foundation
import LanguageModel
import SelfAdaptation

/// What is tried and how it is trained.
struct LearningOptions: ParsableArguments {
    @Option(help: "Self-edits to try for each context.")
    var candidates = LearningSettings().candidates

    @Option(
        help: ArgumentHelp("What the model writes: implications, rewrite, qa or mixed.", valueName: "style"))
    var style = LearningSettings().style

    @Flag(help: "Give up the worse half of the self-edits at 30 %, and again at 60 %, of their training.")
    var race = false

    @Flag(help: "Train on the text alone, without self-edits.")
    var passageOnly = false

    @Option(
        help: ArgumentHelp("Study material from a JSON file in place of the model's own.", valueName: "file"),
        completion: .file())
    var completions: String?

    @Option(help: "Rank of the adapter.")
    var rank = LoRAConfiguration().rank

    @Option(help: "Strength of the adapter; its update is scaled by alpha / rank.")
    var alpha = LoRAConfiguration().alpha

    @Option(
        help: ArgumentHelp(
            "Layers that the adapter updates: all, or the upper half, which is faster.", valueName: "layers"))
    var layers = AdaptedLayers.all

    @Option(help: ArgumentHelp("Peak learning rate.", valueName: "rate"))
    var learningRate = LearningSettings().innerLoop.training.learningRate

    @Option(help: "Passes over the study material.")
    var epochs = LearningSettings().innerLoop.training.epochs

    @Option(help: "Sequences in one training step.")
    var batchSize = LearningSettings().innerLoop.training.batchSize

    @Option(help: "Seed of everything random.")
    var seed: UInt64 = 0

    func validate() throws {
        guard (1...64).contains(candidates) else {
            throw ValidationError("--candidates \(candidates): give a number from 1 to 64")
        }
        guard (1...1024).contains(rank) else {
            throw ValidationError("--rank \(rank): give a number from 1 to 1024")
        }
        guard alpha > 0, alpha.isFinite else {
            throw ValidationError("--alpha \(alpha): give a positive number")
        }
        guard learningRate > 0, learningRate.isFinite else {
            throw ValidationError("--learning-rate \(learningRate): give a positive number")
        }
        guard (1...1000).contains(epochs) else {
            throw ValidationError("--epochs \(epochs): give a number from 1 to 1000")
        }
        guard (1...1024).contains(batchSize) else {
            throw ValidationError("--batch-size \(batchSize): give a number from 1 to 1024")
        }
        if passageOnly, completions != nil {
            throw ValidationError("--passage-only leaves no place for --completions; give one of them")
        }
    }

    /// The settings of a run with a model.
    func settings(exam: ExamOptions, model: LanguageModel) throws -> LearningSettings {
        var settings = LearningSettings()
        settings.candidates = candidates
        settings.style = style
        settings.passageOnly = passageOnly
        settings.race = race
        settings.innerLoop.lora = LoRAConfiguration(
            rank: rank, alpha: alpha, layers: layers.range(in: model.configuration))
        settings.innerLoop.training.learningRate = learningRate
        settings.innerLoop.training.epochs = epochs
        settings.innerLoop.training.batchSize = batchSize
        settings.seed = seed
        settings.prompt = exam.examPrompt ?? (model.chatTemplate == nil ? .plain : .chat)
        guard model.chatTemplate != nil || passageOnly || completions != nil else {
            throw CommandError(
                file: model.path,
                problem: "a model without a known chat template can't be asked for self-edits",
                remedy: "use --passage-only or --completions")
        }
        return settings
    }

    /// Candidate texts for each context, or nil when the model writes them.
    ///
    /// - Throws: ``CommandError`` that names file and entry.
    func readCompletions() throws -> [[String]]? {
        guard let completions else { return nil }
        let text = try InputText.read(completions)
        do {
            return try JSONDecoder().decode([CompletionEntry].self, from: Data(text.utf8)).map(\.texts)
        } catch {
            throw CommandError(
                file: completions,
                problem: "is not a list of study material (\(ExamOptions.place(of: error)))",
                remedy: "write one text, or a list of texts, for each context")
        }
    }
}

extension SelfEditStyle: ExpressibleByArgument {}
extension AdaptedLayers: ExpressibleByArgument {}

/// Study material for one context: a text, several, or an object with "completion".
private struct CompletionEntry: Decodable {
    let texts: [String]

    private struct Object: Decodable { let completion: String }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            texts = [text]
        } else if let list = try? value.decode([String].self) {
            texts = list
        } else {
            texts = [try value.decode(Object.self).completion]
        }
    }
}
