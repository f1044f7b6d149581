import LanguageModel

/// Times the products that a model's forward and backward pass consist of, on its own weights.
///
/// For each layer, forward x · Wᵀ and backward y · W of the four fused matrices, then both for the output matrix
/// in the chunks that training uses. The layers' weights are gone through in turn, as in training, so they come
/// from memory and not from a cache that is warm by chance.
struct MatrixBench {
    /// Rows of logits that training computes at once.
    private static let outputChunk = 128

    private let configuration: ModelConfiguration
    private let weights: ModelWeights
    private let pool: ThreadPool
    private var input = GrowingBuffer()
    private var result = GrowingBuffer()

    /// A measurement of a model on some threads; nil is one a core.
    init(_ model: LanguageModel.LanguageModel, threads: Int?) {
        configuration = model.configuration
        weights = model.parts.weights
        pool = ThreadPool(threads: threads)
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
            rates.append(Self.operations(rows: rows, configuration) / watch.seconds)
        }
        return Samples(rates)
    }

    private mutating func run(rows: Int) {
        for layer in weights.layers {
            for weight in [
                layer.attentionInput, layer.attentionOutput, layer.feedForwardInput, layer.feedForwardOutput,
            ] {
                multiply(weight, rows: rows)
            }
        }
        for first in stride(from: 0, to: rows, by: Self.outputChunk) {
            multiply(weights.output, rows: min(Self.outputChunk, rows - first))
        }
    }

    private mutating func multiply(_ weight: Matrix, rows: Int) {
        let x = input.matrix(rows: rows, columns: weight.columns)
        let y = result.matrix(rows: rows, columns: weight.rows)
        pool.multiply(.linear(x, weight, into: y))
        pool.multiply(.linearInput(y, weight, into: x))
    }
}
