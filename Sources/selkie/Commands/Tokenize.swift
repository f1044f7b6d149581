import ArgumentParser
import Console
import Files
import Text
import Tokenizers
import Workbench

/// `selkie tokenize`: text as the model sees it.
struct Tokenize: Command {
    static let configuration = CommandConfiguration(
        abstract: "Show the tokens of a text.",
        discussion: """
            Reads the text from standard input or a file. Special tokens that are spelt out in the text are \
            recognised, and a token that the model expects before a text is put there; --no-special does neither.

            JSON: {"tokens": [id, ...], "pieces": ["text", ...]}. A piece is the text of its token; where a token \
            holds part of a character only, its piece shows U+FFFD.
            """)

    @OptionGroup var text: TextOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let found = try await session.workbench(model.home).tokenize(
            text.read(in: session), isPlain: text.noSpecial, model: model.choice())
        let (tokens, tokenizer) = (found.tokens, found.tokenizer)
        // A text of many megabytes has as many tokens, which are not written down twice in memory.
        if session.isJSON {
            let pieces = tokens.lazy.map { String(decoding: tokenizer.bytes(of: $0), as: UTF8.self) }
            let stream = StandardStream.output
            try stream.write("{\"pieces\":")
            try JSONText.list(pieces) { try stream.write($0) }
            try stream.write(",\"tokens\":")
            try JSONText.list(tokens) { try stream.write($0) }
            return try stream.write("}\n")
        }
        let rows = tokens.lazy.map { token in
            let piece = String(decoding: tokenizer.bytes(of: token), as: UTF8.self).debugDescription
            return [
                Table.Cell(String(token), paint: .dim),
                Table.Cell(piece, paint: tokenizer.isSpecial(token) ? .yellow : nil),
            ]
        }
        try session.print([Table.Column("token", alignment: .right), Table.Column("piece")], rows)
        session.note(Quantity.count(tokens.count, "token"))
    }
}
