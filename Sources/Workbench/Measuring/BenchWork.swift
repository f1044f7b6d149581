import Files
package import LanguageModel
import ModelFormats

/// What the benchmarks train on and ask, in a model's own tokens.
package struct BenchWork {
    /// Training sequences: some short ones and a long one, as study notes and their text.
    package let sequences: [[Int32]]
    /// Exam questions up to where the answer begins.
    package let prompts: [[Int32]]

    /// The built-in text: nine notes, what they are about, and questions.
    package init(_ model: LanguageModel) {
        sequences = (BenchText.notes + [BenchText.passage]).map { model.encode(BenchText.title + "\n" + $0) }
        prompts = BenchText.questions.map { model.encode("\(BenchText.title)\nQuestion: \($0)\nAnswer:") }
    }

    /// Work from a file: `{"sequences": [[id, ...], ...], "prompts": [[id, ...], ...]}`.
    ///
    /// - Throws: `Diagnosis` that names what can't be used.
    package init(path: String, vocabulary: Int) throws {
        let file = try JSONValue.read(path: path).object
        func lists(_ key: String, atLeast least: Int) throws -> [[Int32]] {
            func refuse(_ place: String, _ problem: String) -> Diagnosis {
                Diagnosis(
                    file: path, place: place, problem: problem,
                    remedy: "write {\"sequences\": [[id, ...], ...], \"prompts\": [[id, ...], ...]}")
            }
            guard let values = file?[key]?.array, !values.isEmpty else {
                throw refuse(key, "not a list of lists of token ids")
            }
            return try values.enumerated().map { index, list in
                guard let tokens = list.array, tokens.count >= least else {
                    throw refuse("\(key), entry \(index)", "not a list of at least \(least) tokens")
                }
                return try tokens.map { value in
                    guard let token = value.integer, (0..<vocabulary).contains(token),
                        let id = Int32(exactly: token)
                    else {
                        throw refuse("\(key), entry \(index)", "a token is no number below \(vocabulary)")
                    }
                    return id
                }
            }
        }
        sequences = try lists("sequences", atLeast: 2)
        prompts = try lists("prompts", atLeast: 1)
    }

    /// Rows of one micro-batch of a single adapter, on average.
    package var rowsPerStep: Int { max(1, sequences.map(\.count).reduce(0, +) / sequences.count) }

    /// The shortest sequences, again and again if there are too few.
    package func shortest(_ count: Int) -> [[Int32]] {
        let sorted = sequences.sorted { $0.count < $1.count }
        let short = Array(sorted.prefix(max(1, sorted.count - 1)))
        return (0..<count).map { short[$0 % short.count] }
    }

    /// Tokens of ordinary text, as many as are asked for.
    package func text(of count: Int) -> [Int32] {
        let tokens = Array(sequences.joined())
        return (0..<count).map { tokens[$0 % tokens.count] }
    }
}
