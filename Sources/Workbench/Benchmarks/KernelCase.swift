import Kernels
import LanguageModel

/// One kernel at one size, ready to run on any path.
struct KernelCase {
    /// What bounds it at most, and how much of it a run takes.
    enum Work {
        /// Operations of multiply-adds, bound by registers.
        case operations(Double)
        /// Bytes read and written, bound by memory.
        case bytes(Double)
    }

    /// What it computes.
    let name: String
    /// Of how many rows, tokens or floats.
    let size: Int
    let work: Work
    /// Makes what the path needs beforehand and returns the run that is timed.
    let prepare: (_ path: selkie_kernels) -> () -> Void

    init(_ name: String, size: Int, _ work: Work, prepare: @escaping (selkie_kernels) -> () -> Void) {
        self.name = name
        self.size = size
        self.work = work
        self.prepare = prepare
    }

    /// All of them.
    static var all: [KernelCase] { packed + products + rows }
}

extension KernelCase {
    private static let outputs = 1536
    private static let inputs = 768

    /// Products with packed weights, forward and backward.
    private static var packed: [KernelCase] {
        ["Q4_0", "Q4_1", "Q8_0", "Q6_K", "F16", "BF16"].flatMap { type in
            [(SELKIE_FORWARD, [1, 4, 16, 64, 256]), (SELKIE_BACKWARD, [16, 64, 256])].flatMap {
                direction, sizes in sizes.map { packed(type, direction, rows: $0) }
            }
        }
    }

    private static func packed(_ type: String, _ direction: selkie_direction, rows: Int) -> KernelCase {
        let isForward = direction == SELKIE_FORWARD
        let (from, to) = isForward ? (inputs, outputs) : (outputs, inputs)
        return KernelCase(
            "\(type) \(isForward ? "forward" : "backward")", size: rows,
            .operations(2 * Double(rows * from * to))
        ) { path in
            let weight = UniformWeight(type, rows: outputs, columns: inputs)
            let x = FloatBuffer.random(rows * from)
            let panel = FloatBuffer(count: selkie_packed_panel_count(rows, from))
            let c = FloatBuffer(count: rows * to)
            path.packed_panel(panel.start, direction, x.start, from, rows, from, 0, from)
            return {
                if isForward {
                    path.packed_multiply(
                        c.start, to, panel.start, weight.tiles, weight.layout, rows, to, from, 0)
                } else {
                    path.packed_multiply_backward(
                        c.start, to, panel.start, weight.tiles, weight.layout, rows, 0, to, from, to, 0)
                }
            }
        }
    }

    /// The other products: laying rows out, thin ones of adapters and float weights, attention of one token.
    private static var products: [KernelCase] {
        let (rows, inner, rank, keys, head) = (256, 576, 32, 512, 64)
        return [
            KernelCase("panel", size: rows, .bytes(Double(8 * rows * inner))) { path in
                let x = FloatBuffer.random(rows * inner)
                let panel = FloatBuffer(count: selkie_packed_panel_count(rows, inner))
                return {
                    path.packed_panel(
                        panel.start, SELKIE_BACKWARD, x.start, inner, rows, inner, 0, inner)
                }
            },
            KernelCase("a · bᵀ, 8 rows", size: 8, .operations(2 * 8 * Double(outputs * inner))) { path in
                let (a, b) = (FloatBuffer.random(8 * inner), FloatBuffer.random(outputs * inner))
                let c = FloatBuffer(count: 8 * outputs)
                return {
                    path.gemm_transposed(
                        c.start, outputs, a.start, inner, b.start, inner, 8, outputs, inner, 1, 0)
                }
            },
            KernelCase(
                "a · b, sums of \(rank)", size: rows, .operations(2 * Double(rows * outputs * rank))
            ) { path in
                let (a, b) = (FloatBuffer.random(rows * rank), FloatBuffer.random(rank * outputs))
                let c = FloatBuffer(count: rows * outputs)
                return {
                    path.gemm_plain(
                        c.start, outputs, a.start, rank, 1, b.start, outputs, rows, outputs, rank, 1, 0)
                }
            },
            KernelCase(
                "attention of one token", size: keys, .operations(4 * 3 * Double(keys * head))
            ) { path in
                let (query, cache) = (FloatBuffer.random(3 * head), FloatBuffer.random(2 * keys * 3 * head))
                let (out, scratch) = (FloatBuffer(count: 3 * head), FloatBuffer(count: 3 * keys))
                let values = cache.start + keys * 3 * head
                return {
                    var segment = selkie_kv_segment(
                        keys: cache.start, values: values, stride: 3 * head, count: keys)
                    path.attention_decode(
                        out.start, query.start, &segment, 1, 0, 0.125, 0, 3, head, scratch.start)
                }
            },
        ]
    }

    /// Kernels of rows and of long buffers, from memory.
    private static var rows: [KernelCase] {
        let (rows, width) = (2048, 1536)
        let count = rows * width
        func row(
            _ name: String, floats: Int,
            _ run: @escaping (selkie_kernels, UnsafeMutablePointer<Float>) -> Void
        )
            -> KernelCase
        {
            KernelCase(name, size: count, .bytes(4 * Double(floats * count))) { path in
                let memory = FloatBuffer.random(4 * count)
                return { run(path, memory.start) }
            }
        }
        return [
            row("AdamW", floats: 7) { path, x in
                path.adamw(
                    x, x + count, x + 2 * count, x + 3 * count, count, 1e-6, 0.9, 0.999, 1e-8, 0, 1, 3)
            },
            row("sum of squares", floats: 1) { path, x in _ = path.sum_of_squares(x, count) },
            row("RMS norm", floats: 2) { path, x in
                path.rmsnorm_forward(
                    x + count, width, x + 3 * count, x, width, x + 2 * count, 1e-5, rows, width)
            },
            row("SwiGLU", floats: 3) { path, x in
                path.swiglu_forward(x + 2 * count, width, x, 2 * width, SELKIE_SILU, rows, width)
            },
            row("softmax", floats: 2) { path, x in
                for row in 0..<rows { path.softmax(x + row * width, 1, width) }
            },
            row("cross-entropy", floats: 1) { path, x in
                path.cross_entropy(x + count, x, width, [Int32](repeating: 0, count: rows), nil, rows, width)
            },
            row("sum of two", floats: 3) { path, x in
                path.add(x, width, x + count, width, rows, width)
            },
        ]
    }
}

/// A packed weight whose blocks are all alike: how long a kernel takes does not depend on what is in them.
private final class UniformWeight {
    let layout: selkie_packed_layout
    let tiles: UnsafeMutableRawPointer

    init(_ type: String, rows: Int, columns: Int) {
        guard var format = selkie_block_format_named(type)?.pointee else {
            preconditionFailure("no type \(type)")
        }
        layout = selkie_packed_layout_of(&format)
        let tileBytes = selkie_packed_tile_bytes(layout, columns)
        // Kernels fetch beyond the end, which is no access.
        tiles = .allocate(byteCount: rows / 16 * tileBytes, alignment: 64)
        let rowBytes = columns / format.block_size * format.bytes_per_block
        // Bits of any floats are small numbers in every format but its scales' own.
        let stored = [UInt8](repeating: 0x29, count: 16 * rowBytes)
        stored.withUnsafeBytes { bytes in
            let members = (0..<16).map { bytes.baseAddress?.advanced(by: $0 * rowBytes) }
            for tile in 0..<rows / 16 {
                _ = selkie_pack_tile(tiles + tile * tileBytes, &format, members, 16, columns)
            }
        }
    }

    deinit { tiles.deallocate() }
}

extension FloatBuffer {
    /// Numbers between -1 and 1.
    fileprivate static func random(_ count: Int) -> FloatBuffer {
        var generator = SeededGenerator(seed: 1)
        return FloatBuffer((0..<count).map { _ in Float.random(in: -1...1, using: &generator) })
    }
}
