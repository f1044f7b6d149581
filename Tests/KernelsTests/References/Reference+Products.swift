extension Reference {
    /// A matrix product: each value is start + the sum of scale · left · right.
    struct Product {
        /// The sums, row by row.
        private(set) var values: [Double] = []
        /// One more than the sum of the products without their signs: what rounding is measured by.
        private(set) var sizes: [Double] = []

        init(
            rows: Int, columns: Int, inner: Int, scale: Double = 1, start: Grid? = nil,
            left: (_ row: Int, _ step: Int) -> Double, right: (_ step: Int, _ column: Int) -> Double
        ) {
            for row in 0..<rows {
                for column in 0..<columns {
                    var (sum, size) = (start?[row, column] ?? 0, 1.0)
                    for step in 0..<inner {
                        let product = scale * left(row, step) * right(step, column)
                        sum += product
                        size += abs(product)
                    }
                    values.append(sum)
                    sizes.append(size)
                }
            }
        }
    }
}
