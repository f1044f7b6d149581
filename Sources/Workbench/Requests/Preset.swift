import LanguageModel
package import SelfAdaptation

/// Settings to begin with.
package enum Preset: String, Codable, CaseIterable, Sendable {
    case paper, quick

    /// How passages are taught: by the paper whole, on two projections, from implications.
    package var knowledge: KnowledgeSettings {
        var settings = KnowledgeSettings()
        if self == .paper {
            settings.style = .implications
            settings.isPiecewise = false
            settings.innerLoop.lora.projections = [.query, .value]
        }
        return settings
    }

    /// Rounds, candidates and repeats: by the paper 2, 5 and 3.
    package var loop: OuterLoopSettings {
        var settings = OuterLoopSettings()
        switch self {
        case .paper: settings.repeats = 3
        case .quick:
            settings.rounds = 1
            settings.candidates = 3
        }
        return settings
    }

    /// What changes when all passages go into one adapter.
    package struct Joint {
        /// Self-edits of each passage.
        package let samples: Int
        /// Passes over them.
        package let epochs: Int
        /// Sequences in one step.
        package let batchSize: Int
    }

    /// The paper's continued pretraining: five self-edits of each passage, three epochs, eight sequences a step.
    package var joint: Joint? { self == .paper ? Joint(samples: 5, epochs: 3, batchSize: 8) : nil }

    /// Passages that a policy learns from: the paper's 50, or a few.
    package var limit: Int { self == .paper ? 50 : 8 }

    /// Passages of a comparison: all, or a few.
    var evaluated: Int? { self == .paper ? nil : 8 }
}
