import Foundation
import LanguageModel

/// A self-edit that says how to train on a task rather than what: a JSON object as SEAL's authors have it.
///
///     {"data_generation": {"use_basic_augmentations": true, "use_size_augmentations": false,
///     "use_chain_augmentations": false, "use_repeat_augmentations": false}, "training": {"strategy":
///     "train_using_output_tokens", "learning_rate": 1e-3, "num_train_epochs": 2}}
///
/// Source: SEAL (arXiv 2506.10943, section 3.2).
public struct Recipe: Sendable, Equatable {
    /// Augmentations that are used, in the order of their declaration.
    public let augmentations: [AugmentationGroup]
    /// Which tokens bear loss.
    public let loss: LossTokens
    /// Peak learning rate, within the bounds of directives.
    public let learningRate: Float
    /// Passes over the examples, within the bounds of directives.
    public let epochs: Int

    /// A recipe; numbers are brought within bounds.
    public init(augmentations: [AugmentationGroup], loss: LossTokens, learningRate: Float, epochs: Int) {
        self.augmentations = AugmentationGroup.allCases.filter(augmentations.contains)
        self.loss = loss
        self.learningRate = learningRate.clamped(to: TrainingDirectives.rates)
        self.epochs = epochs.clamped(to: TrainingDirectives.epochCounts)
    }

    /// Reads the first object of a completion; what follows it does not count.
    ///
    /// - Throws: ``UnusableSelfEdit`` for what is no object of this kind, or lacks a part.
    public init(_ completion: String) throws {
        guard let object = Self.object(in: completion) else {
            throw UnusableSelfEdit("it holds no whole JSON object")
        }
        do {
            self = try JSONDecoder().decode(Form.self, from: Data(object.utf8)).recipe()
        } catch let error as DecodingError {
            throw UnusableSelfEdit("its JSON is no recipe: \(Self.fault(error))")
        }
    }

    /// The recipe as a policy would write it.
    public var text: String {
        let flags = AugmentationGroup.allCases.map {
            "\"use_\($0.rawValue)_augmentations\": \(augmentations.contains($0))"
        }
        return """
            {"data_generation": {\(flags.joined(separator: ", "))}, "training": {"strategy": \
            "\(loss.strategy)", "learning_rate": \(learningRate), "num_train_epochs": \(epochs)}}
            """
    }

    /// What it asks for.
    var directives: TrainingDirectives {
        var directives = TrainingDirectives()
        directives.augmentations = augmentations
        directives.loss = loss
        directives.learningRate = learningRate
        directives.epochs = epochs
        return directives
    }

    /// A completion up to the brace that closes its first object; `nil` when there is none.
    static func object(in completion: String) -> Substring? {
        guard let start = completion.firstIndex(of: "{") else { return nil }
        var depth = 0
        for index in completion.indices[start...] {
            switch completion[index] {
            case "{": depth += 1
            case "}": depth -= 1
            default: continue
            }
            if depth == 0 { return completion[start...index] }
        }
        return nil
    }

    private static func fault(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "\(key.stringValue) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\(context.codingPath.last?.stringValue ?? "it") has no value of the right kind"
        default: "it is malformed"
        }
    }

    /// The object as it is written.
    private struct Form: Decodable {
        let data_generation: Flags
        let training: Training

        struct Flags: Decodable {
            let use_basic_augmentations: Bool
            let use_size_augmentations: Bool
            let use_chain_augmentations: Bool
            let use_repeat_augmentations: Bool
        }

        struct Training: Decodable {
            let strategy: String
            let learning_rate: Double
            let num_train_epochs: Int
        }

        func recipe() throws -> Recipe {
            guard let loss = LossTokens.allCases.first(where: { $0.strategy == training.strategy }) else {
                throw UnusableSelfEdit("its strategy is none of the known ones")
            }
            guard training.learning_rate > 0 else {
                throw UnusableSelfEdit("its learning rate is not positive")
            }
            let flags: [(AugmentationGroup, Bool)] = [
                (.basic, data_generation.use_basic_augmentations),
                (.size, data_generation.use_size_augmentations),
                (.chain, data_generation.use_chain_augmentations),
                (.repeat, data_generation.use_repeat_augmentations),
            ]
            return Recipe(
                augmentations: flags.filter(\.1).map(\.0), loss: loss,
                learningRate: Float(training.learning_rate), epochs: training.num_train_epochs)
        }
    }
}
