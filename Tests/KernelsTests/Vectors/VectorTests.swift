import Foundation
import Testing

/// Where the vectors are to be written; most runs write none.
private let file = ProcessInfo.processInfo.environment["SELKIE_KERNEL_VECTORS"]

/// Cases of all kernels for processors that the tests themselves do not run on.
@Suite struct VectorTests {
    /// The program that reads the file refuses one in which a kernel is missing.
    @Test(.enabled(if: file != nil)) func casesOfAllKernelsAreWritten() throws {
        let cases =
            KernelCase.products + KernelCase.attention + KernelCase.rows + KernelCase.losses
            + KernelCase.elements + (try KernelCase.packed)
        try VectorFile(cases).data.write(to: URL(filePath: #require(file)))
    }
}
