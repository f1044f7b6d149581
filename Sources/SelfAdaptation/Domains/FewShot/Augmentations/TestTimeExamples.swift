import LanguageModel

/// What a model trains on to solve one task: each demonstration is asked for with the others in view, as they are and
/// augmented.
///
/// Source: test-time training as in Akyürek et al. (arXiv 2411.07279) and SEAL (arXiv 2506.10943, section 3.2).
package struct TestTimeExamples: Sendable {
    /// Demonstrations with one that is asked for.
    package struct Example: Sendable, Hashable {
        /// What is in view.
        package var demonstrations: [GridPair]
        /// What is asked for.
        package var query: GridPair

        /// An example with both its parts.
        package init(demonstrations: [GridPair], query: GridPair) {
            self.demonstrations = demonstrations
            self.query = query
        }
    }

    /// The most tokens of all examples together.
    private let budget: Int
    /// Seed of colours, orders and shifts, and of what is left out when there is too much.
    private let seed: UInt64

    /// Examples of `budget` tokens at most; `seed` decides colours, orders, shifts and what is left out.
    package init(budget: Int, seed: UInt64) {
        self.budget = budget
        self.seed = seed
    }

    /// The most copies of an example in other colours and order.
    private static let copies = 16

    /// Makes examples of a task.
    ///
    /// - Parameters:
    ///   - task: Its demonstrations are used, and nothing else of it.
    ///   - groups: Augmentations to use. What room they leave is filled with copies of all examples in other colours
    ///     and with demonstrations in another order.
    ///   - tokens: The length of an example.
    /// - Returns: The unchanged ones first, as many as the budget has room for; at least one.
    package func make(
        _ task: GridTask, _ groups: [AugmentationGroup], tokens: (Example) -> Int
    ) -> [Example] {
        var generator = SeededGenerator(seed: seed)
        let originals = Self.leaveOneOut(task.demonstrations)
        let augmented = groups.flatMap { $0.augmentations(using: &generator) }.flatMap { augmentation in
            originals.compactMap { $0.transformed(augmentation) }
        }
        var chosen: [Example] = []
        var seen: Set<Example> = []
        var left = budget
        func take(_ examples: [Example]) -> Bool {
            let before = chosen.count
            for example in examples where left > 0 && seen.insert(example).inserted {
                let length = tokens(example)
                guard length <= left || chosen.isEmpty else { continue }
                left -= length
                chosen.append(example)
            }
            return chosen.count > before
        }
        _ = take(originals)
        func copies() -> [Example] {
            (originals + augmented).compactMap { $0.disguised(using: &generator) }
        }
        // The augmented ones with as many copies; after that, copies alone.
        var next = (augmented + copies()).shuffled(using: &generator)
        for _ in 0..<Self.copies {
            guard take(next) else { break }
            next = copies().shuffled(using: &generator)
        }
        return chosen
    }

    private static func leaveOneOut(_ pairs: [GridPair]) -> [Example] {
        pairs.indices.map { index in
            var rest = pairs
            let query = rest.remove(at: index)
            return Example(demonstrations: rest, query: query)
        }
    }
}

extension TestTimeExamples.Example {
    /// All grids transformed alike; `nil` when one would become too large.
    func transformed(_ transforms: [GridTransform]) -> TestTimeExamples.Example? {
        let changed = demonstrations.compactMap(transforms.apply)
        guard changed.count == demonstrations.count, let query = transforms.apply(to: query) else {
            return nil
        }
        return TestTimeExamples.Example(demonstrations: changed, query: query)
    }

    /// The same rule in other colours, with the demonstrations in another order; 0 is the ground and stays.
    func disguised(using generator: inout SeededGenerator) -> TestTimeExamples.Example? {
        let colours = [0] + (1..<UInt8(Grid.colours)).shuffled(using: &generator)
        guard var copy = transformed([.recolour(colours)]) else { return nil }
        copy.demonstrations.shuffle(using: &generator)
        return copy
    }
}
