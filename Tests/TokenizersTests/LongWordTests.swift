import Testing
import Tokenizers

/// Words of many symbols take another way through the code than short ones, and must not take the square of the time.
@Suite struct LongWordTests {
    /// A megabyte without a space.
    ///
    /// Quadratic merging would take hours, so there is no need to look at a clock.
    @Test(.timeLimit(.minutes(1)), arguments: ["gpt2", "llama2", "gemma"])
    func aMegabyteWithoutASpaceIsEncoded(name: String) throws {
        let tokenizer = try Goldens.tokenizer(name)
        let text = String(repeating: "thesaltharbour", count: 75_000)
        let ids = tokenizer.encode(text)
        #expect(tokenizer.decode(ids).isIdentical(to: text))
    }

    /// The merges of a word are decided within a few symbols, so that parts of a long one look like a short one.
    @Test(arguments: ["gpt2", "gemma"])
    func longWordsMergeAsShortOnesDo(name: String) throws {
        let tokenizer = try Goldens.tokenizer(name)
        let short = tokenizer.encode("harbourxharbourx")
        let long = tokenizer.encode(String(repeating: "harbourx", count: 100))
        #expect(short.count % 2 == 0)
        #expect(long == Array((0..<50).map { _ in short }.joined()))
    }
}
