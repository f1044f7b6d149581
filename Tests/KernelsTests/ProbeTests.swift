import Kernels
import Testing

@Suite struct ProbeTests {
    @Test func multiplyAddsAreCountedAndDone() {
        var sum: Float = 0
        let few = selkie_probe_multiply_adds(1000, &sum)
        #expect(few > 0)
        // 0.999 · x + 0.5 goes to 500 in every lane.
        let lanes = few / 2 / 1000
        var limit: Float = 0
        #expect(selkie_probe_multiply_adds(100_000, &limit) == 100 * few)
        #expect(abs(Double(limit) - 500 * lanes) < 1e-2 * 500 * lanes)
    }

    @Test(arguments: [0, 1, 63, 64, 65, 1000])
    func readsEveryFloatOnce(count: Int) {
        let memory = (0..<count).map(Float.init)
        #expect(Double(selkie_probe_read(memory, count)) == Double(count * max(0, count - 1) / 2))
    }
}
