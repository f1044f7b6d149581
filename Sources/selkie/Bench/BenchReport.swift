import Console

/// The figures of a benchmark, for scripts and for people.
struct BenchReport: Encodable {
    struct Products: Encodable {
        let rows: Int
        let gflops: Double
    }
    struct Training: Encodable {
        let candidates: Int
        let rows_per_second: Double
        let limit_fraction: Double
        let limit_rows_per_second: Double
        let rows_per_step: Int
    }
    struct Decoding: Encodable {
        let rows: Int
        let tokens_per_second: Double
    }
    struct Prefill: Encodable {
        let tokens: Int
        let tokens_per_second: Double
    }

    var gemm: [Products] = []
    var train: [Training] = []
    var decode: [Decoding] = []
    var prefill = Prefill(tokens: 0, tokens_per_second: 0)
    var peak_memory_bytes = 0
    var model: String
    var threads: Int
    var repeats: Int

    /// Lines for the table: what, median, unit, least and largest.
    private(set) var lines: [[String]] = []

    private enum CodingKeys: CodingKey {
        case gemm, train, decode, prefill, peak_memory_bytes, model, threads, repeats
    }

    /// A report without figures.
    init(model: String, threads: Int, repeats: Int) {
        self.model = model
        self.threads = threads
        self.repeats = repeats
    }

    /// Adds a line to the table.
    mutating func line(_ what: String, _ samples: Samples, unit: String, scale: Double = 1) {
        let spread = "\(Quantity.rate(samples.least * scale)) to \(Quantity.rate(samples.largest * scale))"
        lines.append([what, Quantity.rate(samples.median * scale), unit, spread])
    }

    /// Adds a line with a single figure to the table.
    mutating func line(_ what: String, _ figure: String, unit: String) { lines.append([what, figure, unit, ""]) }

    /// The table for people.
    var table: Table {
        var table = Table([
            Table.Column(""), Table.Column("median of \(repeats)", alignment: .right), Table.Column(""),
            Table.Column("range"),
        ])
        for line in lines { table.append(line.map { Table.Cell($0) }) }
        return table
    }
}
