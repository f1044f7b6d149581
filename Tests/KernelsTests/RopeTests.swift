import Foundation
import Kernels
import Testing

@Suite struct RopeTests {
    private static let positions: [Int32] = [0, 5, 1, 9, 2, 7]

    @Test(arguments: [2, 4, 6, 14, 16, 34, 64], [1, 3])
    func rotatesHalvesAndBack(headWidth: Int, heads: Int) {
        var generator = TestGenerator(headWidth)
        let half = headWidth / 2
        let angles = Grid(rows: 10, width: half, using: &generator)
        let cosines = angles.data.map { Float(cos(Double($0))) }
        let sines = angles.data.map { Float(sin(Double($0))) }
        for rows in [0, 1, 6] {
            let start = Grid(rows: rows, width: heads * headWidth, padding: 3, using: &generator)
            var x = start
            selkie_rope(&x.data, x.stride, Self.positions, cosines, sines, 1, rows, heads, headWidth)
            let expected = Reference.rope(
                start, headWidth: headWidth, positions: Self.positions, cosines: cosines, sines: sines)
            let tolerance = Tolerance(absolute: 5e-7, units: 4)
            expectClose(x.values, expected, width: heads * headWidth, tolerance)
            #expect(x.paddingIsIntact)
            selkie_rope(&x.data, x.stride, Self.positions, cosines, sines, -1, rows, heads, headWidth)
            expectClose(x.values, start.values.map(Double.init), width: heads * headWidth, tolerance)
        }
    }
}
