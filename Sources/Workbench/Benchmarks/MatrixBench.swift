import LanguageModel

/// Times the products that a model's forward and backward pass consist of, on its own weights.
///
/// For each layer, forward x · Wᵀ and backward y · W of the four fused matrices, then both for the output matrix
/// in the chunks that training uses. The layers' weights are gone through in turn, as in training, so they come
/// from memory and not from a cache that is warm by chance.
struct MatrixBench {
    /// Rows of logits that training computes at once.
    private static let outputChunk = 128

    private let transformer: Transformer
    private var input = GrowingBuffer()
    private var result = GrowingBuffer()

    /// A measurement of a model on some threads; nil is one a core.
    init(_ model: LanguageModel, threads: Int?) {
        transformer = Transformer(model.parts, pool: ThreadPool(threads: threads))
    }

    /// Operations of all the products for some rows: two forward and two backward for each weight and row.
    static func operations(rows: Int, _ configuration: ModelConfiguration) -> Double {
        4 * Double(configuration.weightsPerToken) * Double(rows)
    }

    /// Operations a second for some rows, measured several times after a round that is not counted.
    ///
    /// - Throws: `CancellationError` between two rounds.
    mutating func rates(rows: Int, repeats: Int) throws -> Samples {
        run(rows: rows)
        var rates: [Double] = []
        for _ in 0..<repeats {
            try Task.checkCancellation()
            let watch = Stopwatch()
            run(rows: rows)
            rates.append(Self.operations(rows: rows, transformer.configuration) / watch.seconds)
        }
        return Samples(rates)
    }

    private mutating func run(rows: Int) {
        let c = transformer.configuration
        for layer in 0..<c.layers {
            for group in ProjectionGroup.allCases {
                let x = input.matrix(rows: rows, columns: c.shape(of: group.members[0]).in)
                let width = group.members.reduce(0) { $0 + c.shape(of: $1).out }
                let y = result.matrix(rows: rows, columns: width)
                let weight = transformer.weights.weight(group, layer: layer)
                transformer.linear.multiply(x, weight, into: y)
                transformer.linear.multiplyBackward(y, weight, into: x)
            }
        }
        for first in stride(from: 0, to: rows, by: Self.outputChunk) {
            let count = min(Self.outputChunk, rows - first)
            let x = input.matrix(rows: count, columns: c.hidden)
            let y = result.matrix(rows: count, columns: c.vocabulary)
            transformer.linear.multiply(x, transformer.weights.outputWeight, into: y)
            transformer.linear.multiplyBackward(y, transformer.weights.outputWeight, into: x)
        }
    }
}
