/// What the grader knows of single words: function words, negators, months, units, number words.
///
/// One look-up a word: all lists are merged into one table, built once.
enum Lexicon {
    struct Entry: Sendable {
        var kind: Token.Kind
        /// Canonical key; `nil` for the word's stem.
        var key: String?
        var value: NumberWord?
    }

    static let entries: [String: Entry] = {
        var table: [String: Entry] = [:]
        for word in functionWords.split(separator: " ") {
            table[String(word)] = Entry(kind: .function, key: String(word))
        }
        for word in negators.split(separator: " ") {
            table[String(word)] = Entry(kind: .negator, key: "not")
        }
        for word in clauseWords.split(separator: " ") {
            table[String(word)] = Entry(kind: .clauseBreak, key: ",")
        }
        for (index, names) in months.enumerated() {
            for name in names.split(separator: " ") {
                table[String(name)] = Entry(kind: .month, key: monthKey(index + 1))
            }
        }
        for word in titles { table[word] = Entry(kind: .word) }
        for line in units {
            let names = line.split(separator: " ").map(String.init)
            for name in names { table[name] = Entry(kind: .unit, key: names[0]) }
        }
        for (word, number) in numberWords {
            table[word] = Entry(kind: .number, value: number)
        }
        for line in peoples {
            let names = line.split(separator: " ").map(String.init)
            for name in names { table[name] = Entry(kind: .word, key: "=" + names[0]) }
        }
        return table
    }()

    /// Titles that may stand before a name or be left out.
    static let titles: Set<String> = [
        "mr", "mrs", "ms", "dr", "sir", "st", "saint", "rep", "sen", "gen", "col", "capt", "lt", "prof",
        "rev",
        "hon", "gov", "pres", "general", "professor", "president", "senator", "reverend", "lord", "lady",
        "pope",
        "emperor", "empress", "queen", "prince", "princess", "bishop", "cardinal", "captain", "colonel",
    ]

    static func monthKey(_ month: Int) -> String { "month\(month)" }

    private static let functionWords = """
        a an the of to in on at by for from with as is are was were be been being am it its this that these those \
        he she they them his her their him you your we our i me my who whom whose which what when where why how \
        and or do does did done has have had having will would can could shall should might must may there here \
        so if then than also such very more most about into onto upon over under up out through during between \
        while because since after before until around approximately roughly nearly almost some any each every \
        other others own same too just only both all many much few several us s t re ve ll d m s \
        called named known according
        """

    private static let negators = "not no never neither nor none nobody nothing nowhere without cannot"

    private static let clauseWords = "but although though however whereas"

    private static let months = [
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
        "september sep sept", "october oct", "november nov", "december dec",
    ]
}
