/// One call of a kernel, as the program under `Tests/KernelVectors` makes it: arguments, and what must come out.
///
/// Arguments of one kind stand in the order of the kernel's own parameters.
struct KernelCase {
    /// Memory that the call reads or writes.
    enum Buffer {
        case floats([Float])
        case integers([Int32])
        case bytes([UInt8])
        /// The memory of an earlier buffer: the call works in place.
        case same(Int)
    }

    /// What a part of a buffer, or the value that the kernel returns, must be.
    ///
    /// What no result covers must not change.
    struct Result {
        /// The buffer; nil for what is returned.
        var buffer: Int?
        var rows = 1
        var width = 1
        var stride = 1
        /// [rows, width]; NaN where NaN must come out.
        var expected: [Double]
        /// How far each value may lie from what is expected.
        var allowed: [Double]
    }

    /// The kernel's name without its prefix.
    let kernel: String
    /// The type of a packed weight.
    var type = ""
    var integers: [Int] = []
    var reals: [Float] = []
    var buffers: [Buffer] = []
    var results: [Result] = []

    /// Expects all of a grid's values at its place among the buffers.
    mutating func expect(_ buffer: Int, _ grid: Grid, _ expected: [Double], allowed: [Double]) {
        precondition(expected.count == grid.rows * grid.width && allowed.count == expected.count)
        results.append(
            Result(
                buffer: buffer, rows: grid.rows, width: grid.width, stride: grid.stride, expected: expected,
                allowed: allowed))
    }

    /// Expects all of a grid's values within a tolerance.
    mutating func expect(_ buffer: Int, _ grid: Grid, _ expected: [Double], _ tolerance: Tolerance) {
        expect(buffer, grid, expected, allowed: expected.map(tolerance.limit))
    }

    /// Expects the numbers of a buffer without rows.
    mutating func expect(_ buffer: Int, _ expected: [Double], _ tolerance: Tolerance) {
        let count = expected.count
        results.append(
            Result(
                buffer: buffer, width: count, stride: count, expected: expected,
                allowed: expected.map(tolerance.limit)))
    }

    /// Expects the kernel to return a number.
    mutating func expectReturn(_ expected: Double, within allowed: Double = 0) {
        results.append(Result(buffer: nil, expected: [expected], allowed: [allowed]))
    }
}
