import SelfAdaptation
import Testing

/// What is made of a task's demonstrations.
@Suite struct TestTimeExamplesTests {
    private static func make(
        _ task: GridTask, _ groups: [AugmentationGroup], budget: Int = 1 << 20, seed: UInt64 = 0
    ) -> [TestTimeExamples.Example] {
        TestTimeExamples(budget: budget, seed: seed).make(task, groups) { _ in 10 }
    }

    @Test func eachDemonstrationIsAskedForWithTheOthersInView() throws {
        let task = try SampleGrids.flipped()
        let examples = Self.make(task, [], budget: 30)
        #expect(examples.map(\.query) == task.demonstrations)
        for example in examples {
            #expect(Set(example.demonstrations + [example.query]) == Set(task.demonstrations))
        }
    }

    @Test func aSingleDemonstrationIsAskedForOutOfNothing() throws {
        var task = try SampleGrids.flipped()
        task.demonstrations = [task.demonstrations[0]]
        #expect(Self.make(task, []).allSatisfy { $0.demonstrations.isEmpty })
    }

    /// Where outputs are their inputs, they are so after any augmentation, if both are made alike.
    @Test(arguments: AugmentationGroup.allCases)
    func inputsAndOutputsAreAugmentedAlike(group: AugmentationGroup) throws {
        let pairs = try (0..<3 as Range<UInt64>).map { seed in
            let grid = try SampleGrids.grid(seed, longest: 6)
            return GridPair(input: grid, output: grid)
        }
        let examples = Self.make(GridTask(name: "same", demonstrations: pairs, tests: pairs), [group])
        #expect(examples.count > 3)
        for example in examples {
            for pair in example.demonstrations + [example.query] { #expect(pair.input == pair.output) }
        }
    }

    /// Where all demonstrations are the same pair, all pairs of an example are the same after any augmentation.
    @Test func demonstrationsAndQueryAreAugmentedAlike() throws {
        let pair = try SampleGrids.pair([[1, 2, 3], [0, 4, 5]], [[6, 7]])
        let task = GridTask(name: "one", demonstrations: [pair, pair], tests: [pair])
        let examples = Self.make(task, AugmentationGroup.allCases)
        #expect(examples.count > 20)
        for example in examples { #expect(example.demonstrations == [example.query]) }
    }

    @Test func theGroundKeepsItsColour() throws {
        let pair = try SampleGrids.pair([[0, 0], [0, 1]], [[0]])
        let task = GridTask(name: "ground", demonstrations: [pair, pair], tests: [pair])
        for example in Self.make(task, [.size]) {
            #expect(example.query.output.values.joined().allSatisfy { $0 == 0 })
        }
    }

    @Test func roomIsFilledWithOtherColoursAndOrders() throws {
        let task = try SampleGrids.flipped()
        let examples = Self.make(task, [], budget: 200)
        #expect(examples.count == 20)
        for example in examples {
            for pair in example.demonstrations + [example.query] {
                #expect(pair.output == GridTransform.flip(.rows).apply(to: pair.input))
            }
        }
    }

    @Test func theBudgetHoldsAndOriginalsComeFirst() throws {
        let task = try SampleGrids.flipped()
        let all = Self.make(task, AugmentationGroup.allCases)
        #expect(Set(all).count == all.count)
        let some = Self.make(task, AugmentationGroup.allCases, budget: 75)
        #expect(some.count == 7)
        #expect(Array(some.prefix(3)) == Self.make(task, [], budget: 30))
        #expect(Self.make(task, [], budget: 1).count == 1)
        #expect(Self.make(task, [.basic]) == Self.make(task, [.basic]))
        #expect(Self.make(task, [.basic]) != Self.make(task, [.basic], seed: 1))
    }
}
