import Kernels

/// How the elements of a stored tensor are grouped into blocks.
package struct StoredFormat {
    let kernel: selkie_block_format
    private let dequantize: @convention(c) (UnsafeMutablePointer<Float>?, UnsafeRawPointer?, Int) -> Void

    /// The format of a tensor type as GGUF tools print it ("F32", "Q4_1"); nil when no kernel expands it.
    package init?(named name: String) {
        guard let format = selkie_block_format_named(name)?.pointee, let dequantize = format.dequantize else {
            return nil
        }
        kernel = format
        self.dequantize = dequantize
    }

    /// Elements in one block.
    package var blockSize: Int { kernel.block_size }

    /// Bytes of one block.
    package var bytesPerBlock: Int { kernel.bytes_per_block }

    /// Whether weights of this format can stay in their few bits.
    var isPacked: Bool { kernel.code != SELKIE_CODE_NONE }

    /// Whether rows of so many elements can.
    func packs(columns: Int) -> Bool { isPacked && columns > 0 && columns % kernel.group_size == 0 }

    /// Expands the blocks of `count` elements, a multiple of the block's, to floats.
    package func expand(_ blocks: UnsafeRawPointer, to target: UnsafeMutablePointer<Float>, count: Int) {
        dequantize(target, blocks, count / kernel.block_size)
    }
}
