import COneDNN
import Kernels

/// One matrix product: c = alpha · op(a) · op(b), or c += … when it accumulates.
package struct MatrixProduct {
    /// Whether an operand is read as it lies or transposed.
    package enum Layout { case plain, transposed }

    /// Left operand; op(a) is [c.rows, inner].
    package var a: Matrix
    /// How `a` is read.
    package var aLayout: Layout = .plain
    /// Right operand; op(b) is [inner, c.columns].
    package var b: Matrix
    /// How `b` is read.
    package var bLayout: Layout = .plain
    /// Result.
    package var c: Matrix
    /// Factor of the product.
    package var alpha: Float = 1
    /// Adds to `c` instead of replacing it.
    package var accumulates = false

    var inner: Int { aLayout == .plain ? a.columns : a.rows }
    var operations: Int { 2 * c.rows * c.columns * inner }

    /// c = x · wᵀ, the product of a linear layer whose weight is [out, in].
    package static func linear(
        _ x: Matrix, _ w: Matrix, into c: Matrix, alpha: Float = 1, accumulates: Bool = false
    )
        -> MatrixProduct
    {
        MatrixProduct(a: x, b: w, bLayout: .transposed, c: c, alpha: alpha, accumulates: accumulates)
    }

    /// c = y · w, the gradient of a linear layer to its input.
    package static func linearInput(
        _ y: Matrix, _ w: Matrix, into c: Matrix, alpha: Float = 1, accumulates: Bool = false
    ) -> MatrixProduct {
        MatrixProduct(a: y, b: w, c: c, alpha: alpha, accumulates: accumulates)
    }

    /// c = yᵀ · x, the gradient of a linear layer to its weight.
    package static func linearWeight(
        _ y: Matrix, _ x: Matrix, into c: Matrix, alpha: Float = 1, accumulates: Bool = false
    ) -> MatrixProduct {
        MatrixProduct(a: y, aLayout: .transposed, b: x, c: c, alpha: alpha, accumulates: accumulates)
    }

    /// Computes the whole product on the calling thread.
    package func compute() { compute(rows: 0..<c.rows, columns: 0..<c.columns) }

    /// Computes the part of `c` that covers `rows` and `columns` on the calling thread.
    func compute(rows: Range<Int>, columns: Range<Int>) {
        guard !rows.isEmpty, !columns.isEmpty else { return }
        selkie_claim_thread()
        let left = aLayout == .plain ? a.start + rows.lowerBound * a.stride : a.start + rows.lowerBound
        let right = bLayout == .plain ? b.start + columns.lowerBound : b.start + columns.lowerBound * b.stride
        let result = c.start + rows.lowerBound * c.stride + columns.lowerBound
        if suitsFewRows(rows.count) {
            selkie_gemm_transposed(
                result, c.stride, left, a.stride, right, b.stride, rows.count, columns.count, inner, alpha,
                accumulates ? 1 : 0)
            return
        }
        if isShortSum {
            selkie_gemm_plain(
                result, c.stride, left, aLayout == .plain ? a.stride : 1, aLayout == .plain ? 1 : a.stride,
                right,
                b.stride, rows.count, columns.count, inner, alpha, accumulates ? 1 : 0)
            return
        }
        MatrixLibrary.ceiling
        let status = dnnl_sgemm(
            aLayout == .plain ? CChar(78) : CChar(84), bLayout == .plain ? CChar(78) : CChar(84),
            dnnl_dim_t(rows.count), dnnl_dim_t(columns.count), dnnl_dim_t(inner),
            alpha, left, dnnl_dim_t(a.stride), right, dnnl_dim_t(b.stride), accumulates ? 1 : 0, result,
            dnnl_dim_t(c.stride))
        precondition(
            status == dnnl_success, "matrix product refused: \(rows.count)×\(columns.count)×\(inner)")
    }

    /// Whether the product is one of few rows by a large weight, where copying the weight first, as the library
    /// does, costs more than it gains; the bounds were measured.
    private func suitsFewRows(_ rows: Int) -> Bool {
        rows <= 56 && inner >= 256 && aLayout == .plain && bLayout == .transposed
    }

    /// Whether the rows of b that a tile needs fit the first cache, so that copying them first gains nothing.
    private var isShortSum: Bool { inner <= 128 && bLayout == .plain }
}

extension ThreadPool {
    /// Below this many operations a product is not worth a second thread.
    private static var smallestSplit: Int { 400_000 }

    /// Computes one product on all threads.
    package func multiply(_ product: MatrixProduct) { multiply([product]) }

    /// Computes independent products on all threads; each is cut along the longer side of its result.
    package func multiply(_ products: [MatrixProduct]) {
        if products.count == 1, products[0].operations < Self.smallestSplit || threads == 1 {
            products[0].compute()
            return
        }
        run(products.count * threads) { index, _ in compute(products[index / threads], part: index % threads)
        }
    }

    /// Computes one of as many parts of a product as there are threads, on the calling thread.
    func compute(_ product: MatrixProduct, part: Int) {
        if product.operations < Self.smallestSplit {
            if part == 0 { product.compute() }
            return
        }
        let (rows, columns) = (product.c.rows, product.c.columns)
        if columns >= rows {
            product.compute(rows: 0..<rows, columns: Self.cut(columns, part, of: threads))
        } else {
            product.compute(rows: Self.cut(rows, part, of: threads), columns: 0..<columns)
        }
    }

    /// Part `part` of `count` cut at multiples of 16, the width of the widest vector register in floats.
    private static func cut(_ count: Int, _ part: Int, of parts: Int) -> Range<Int> {
        func edge(_ part: Int) -> Int {
            part == parts ? count : min(count, (count * part / parts + 15) / 16 * 16)
        }
        return edge(part)..<max(edge(part), edge(part + 1))
    }
}
