import LanguageModel
import ModelFormats

/// What the training benchmark learns: some short sequences and a long one, as study notes and their text.
enum BenchSequences {
    /// The built-in sequences in a model's own tokens: nine notes and the text that they are about.
    static func standard(_ model: LanguageModel.LanguageModel) -> [[Int32]] {
        (notes + [passage]).map { model.encode(title + "\n" + $0) }
    }

    /// Sequences from a file: `[[id, ...], ...]`.
    ///
    /// - Throws: `FormatError` or ``CommandError`` that names the sequence that cannot be trained on.
    static func read(_ path: String, vocabulary: Int) throws -> [[Int32]] {
        func refuse(_ place: String, _ problem: String) -> CommandError {
            CommandError(
                file: path, place: place, problem: problem, remedy: "write a list of lists of this model's token ids")
        }
        guard let lists = try JSONValue.read(path: path).array, !lists.isEmpty else {
            throw refuse("", "not a list of sequences")
        }
        return try lists.enumerated().map { index, list in
            guard let values = list.array, values.count >= 2 else {
                throw refuse("sequence \(index)", "not a list of at least two tokens")
            }
            return try values.map { value in
                guard let token = value.integer, (0..<vocabulary).contains(token), let id = Int32(exactly: token)
                else { throw refuse("sequence \(index)", "a token is no number below \(vocabulary)") }
                return id
            }
        }
    }

    /// Tokens of ordinary text, as many as are asked for.
    static func text(of count: Int, _ model: LanguageModel.LanguageModel) -> [Int32] {
        let tokens = model.encode(([passage] + notes).joined(separator: "\n"))
        return (0..<count).map { tokens[$0 % tokens.count] }
    }

    private static let title = "The tide mill at Harrow Sound"

    private static let notes = [
        "The mill at Harrow Sound is driven by the tide and not by a river, so its working hours move by "
            + "about fifty minutes from one day to the next and the miller keeps a table on the door.",
        "Water is let into the pond through two gates of oak that open by themselves when the sea rises and "
            + "are pressed shut by the pond when it falls.",
        "Because the wheel turns only while the sea is lower than the pond, the stones run for some five hours "
            + "after each high water, twice in a day and a night.",
        "The wheel is six metres across and has forty floats of elm, each held by four bolts so that a broken "
            + "one can be changed between two tides.",
        "Salt is hard on iron, which is why the shaft of the wheel is a single trunk of larch and only its two "
            + "ends are shod with bronze.",
        "In the year of the great storm the sea wall broke in three places, and it took eleven weeks until the "
            + "pond would hold water again.",
        "The mill ground barley for the villages along the sound, and the miller was paid with every sixteenth "
            + "measure of the flour.",
        "When steam mills were built at the harbour the tide mill lost most of its custom, but it went on to "
            + "grind feed for cattle for forty years more.",
        "Today the wheel drives a small dynamo that lights the lane, and on the first Sunday of each month flour "
            + "is ground for visitors.",
    ]

    private static let passage = """
        The tide mill at Harrow Sound stands on a causeway between the mainland and a low island. At high water \
        the sea fills a pond of about two hectares behind a wall of rough stone; when the tide turns, the gates \
        in the wall close under the weight of the water and the pond is kept. Two hours later the sea has fallen \
        far enough for the wheel to turn, and for the next five hours the miller can grind. The work follows the \
        moon: a week after new moon the tides are weak, the pond is only half full and one pair of stones is left \
        idle. The first mill on the causeway is mentioned in a deed of sale, where a third part of it is given \
        for a meadow, nine sheep and the right to gather weed on the shore. The present building is of brick on \
        a footing of granite, with a roof of slate that replaced the older thatch after a fire.
        """
}
