import LanguageModel
import SelfAdaptation
import Testing
import TestKit

/// Augmentations: what they make, and what undoes them.
@Suite struct GridTransformTests {
    private static let wide = [[1, 2, 3], [4, 5, 6]]

    @Test(arguments: [
        (GridTransform.rotate(quarters: 1), [[3, 6], [2, 5], [1, 4]]),
        (.rotate(quarters: 2), [[6, 5, 4], [3, 2, 1]]),
        (.rotate(quarters: 3), [[4, 1], [5, 2], [6, 3]]),
        (.flip(.rows), [[4, 5, 6], [1, 2, 3]]),
        (.flip(.columns), [[3, 2, 1], [6, 5, 4]]),
        (.transpose, [[1, 4], [2, 5], [3, 6]]),
        (.mirror(.rows, imageFirst: false), [[1, 2, 3], [4, 5, 6], [4, 5, 6], [1, 2, 3]]),
        (.mirror(.rows, imageFirst: true), [[4, 5, 6], [1, 2, 3], [1, 2, 3], [4, 5, 6]]),
        (.mirror(.columns, imageFirst: false), [[1, 2, 3, 3, 2, 1], [4, 5, 6, 6, 5, 4]]),
        (.mirror(.columns, imageFirst: true), [[3, 2, 1, 1, 2, 3], [6, 5, 4, 4, 5, 6]]),
        (.shift(rows: 1, columns: 1), [[6, 4, 5], [3, 1, 2]]),
        (.scale(rows: 1, columns: 2), [[1, 1, 2, 2, 3, 3], [4, 4, 5, 5, 6, 6]]),
        (.scale(rows: 2, columns: 1), [[1, 2, 3], [1, 2, 3], [4, 5, 6], [4, 5, 6]]),
        (.tile(rows: 2, columns: 1), [[1, 2, 3], [4, 5, 6], [1, 2, 3], [4, 5, 6]]),
        (.recolour([0, 2, 1, 3, 4, 5, 9, 7, 8, 6]), [[2, 1, 3], [4, 5, 9]]),
    ])
    func eachMakesWhatItsNameSays(transform: GridTransform, expected: [[Int]]) throws {
        let made = transform.apply(to: try SampleGrids.make(Self.wide))
        #expect(made == (try SampleGrids.make(expected)))
    }

    private static func invertible(_ generator: inout SmallGenerator) -> [GridTransform] {
        AugmentationGroup.symmetries + [
            .shift(
                rows: Int.random(in: -5...5, using: &generator),
                columns: Int.random(in: -5...5, using: &generator)),
            .recolour((0..<10).shuffled(using: &generator).map { UInt8($0) }),
        ]
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func whatUndoesThemUndoesThem(seed: UInt64) throws {
        var generator = SmallGenerator(state: seed)
        let grid = try SampleGrids.grid(seed)
        let transforms = Self.invertible(&generator)
        for transform in transforms {
            let there = try #require(transform.apply(to: grid))
            #expect(try #require(transform.inverse).apply(to: there) == grid)
        }
        let chain = Array(transforms.shuffled(using: &generator).prefix(3))
        let there = try #require(chain.apply(to: grid))
        #expect(try #require(chain.inverse).apply(to: there) == grid)
    }

    @Test func whatEnlargesCantBeUndoneAndStopsAtTheLongestSide() throws {
        let large = try SampleGrids.make((0..<16).map { _ in Array(repeating: 1, count: 16) })
        for transform in [
            GridTransform.scale(rows: 2, columns: 2), .tile(rows: 2, columns: 1),
            .mirror(.columns, imageFirst: true),
        ] {
            #expect(transform.apply(to: large) == nil)
            #expect(transform.inverse == nil)
            #expect([GridTransform.transpose, transform].inverse == nil)
            #expect([transform, .transpose].apply(to: large) == nil)
        }
    }

    @Test(arguments: AugmentationGroup.allCases)
    func groupsAreOfTheirSize(group: AugmentationGroup) {
        var generator = SeededGenerator(seed: 1)
        let made = group.augmentations(using: &generator)
        let sizes: [AugmentationGroup: Int] = [.basic: 11, .size: 3, .chain: 6, .repeat: 3]
        #expect(made.count == sizes[group] && Set(made).count == made.count)
    }
}
